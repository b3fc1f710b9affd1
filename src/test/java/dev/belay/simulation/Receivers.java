package dev.belay.simulation;

import dev.belay.announce.Announcement;
import dev.belay.announce.Courier;
import dev.belay.announce.Delivery;
import dev.belay.announce.Evidence;
import dev.belay.announce.Letter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Those who are told: what each of them took, and in what mood it is. */
final class Receivers implements Courier {
    /** The names under which letters know them. */
    static final List<String> NAMES = List.of("slack", "webhook hooks.shop.example", "deploys", "github shop/shop");

    /** Less than a claim lasts, as couriers promise. */
    static final Duration HANGING = Duration.ofSeconds(60);

    /** What becomes of what is sent to a receiver. */
    enum Mood {
        FINE,
        /** It can't take anything. */
        DOWN,
        /** It takes nothing of this kind. */
        REFUSES,
        /** It keeps everybody waiting, and takes nothing. */
        HANGS
    }

    /** A receiver took a letter. */
    record Arrival(String receiver, String letter, Announcement said) {}

    private final Map<String, Mood> moods = new HashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();

    void mood(String receiver, Mood mood) {
        moods.put(receiver, mood);
    }

    void allAre(Mood mood) {
        NAMES.forEach(name -> mood(name, mood));
    }

    boolean hangs(Letter letter) {
        return mood(letter) == Mood.HANGS;
    }

    private Mood mood(Letter letter) {
        return moods.getOrDefault(letter.receiverName(), Mood.FINE);
    }

    @Override
    public Delivery deliver(Letter letter, Evidence evidence) {
        return switch (mood(letter)) {
            case FINE -> {
                arrivals.add(new Arrival(letter.receiverName(), letter.id(), letter.announcement()));
                yield new Delivery.Delivered("ok");
            }
            case DOWN -> new Delivery.Failed("503");
            case REFUSES -> new Delivery.Refused("400");
            case HANGS -> new Delivery.Failed("no answer");
        };
    }

    boolean took(String letter) {
        return arrivals.stream().anyMatch(arrival -> arrival.letter().equals(letter));
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** What a receiver was told, in words, in the order in which it was. */
    List<String> told(String receiver) {
        return arrivals.stream()
                .filter(arrival -> arrival.receiver().equals(receiver))
                .map(arrival -> arrival.said().kind().word())
                .toList();
    }
}
