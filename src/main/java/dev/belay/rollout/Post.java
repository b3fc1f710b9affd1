package dev.belay.rollout;

import dev.belay.announce.Courier;
import dev.belay.announce.Delivery;
import dev.belay.announce.Evidence;
import dev.belay.announce.Letter;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sends claimed letters beside the passes, and hands what came of it to the next pass. */
final class Post {
    private static final int AT_ONCE = 8;

    /** A tenure that has lapsed goes on soon, or is over. */
    private static final Duration LAPSED = Duration.ofSeconds(1);

    private final Courier courier;
    private final Parallel parallel;
    private final BooleanSupplier mayBegin;
    private final Function<Letter, Evidence> evidence;
    private final DeliveryListener listener;
    private final Consumer<String> delivered;
    private final Map<String, List<Letter>> bags = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Delivery>> returns = new ConcurrentHashMap<>();

    /**
     * @param mayBegin whether a letter may be sent now; one that may not waits
     * @param evidence the report that belongs to a letter
     * @param listener hears of every try
     * @param delivered hears of a target whose letters were tried
     */
    Post(
            Courier courier,
            Parallel parallel,
            BooleanSupplier mayBegin,
            Function<Letter, Evidence> evidence,
            DeliveryListener listener,
            Consumer<String> delivered) {
        this.courier = courier;
        this.parallel = parallel;
        this.mayBegin = mayBegin;
        this.evidence = evidence;
        this.listener = listener;
        this.delivered = delivered;
    }

    /** Takes letters whose claim is stored. */
    void take(String target, List<Letter> claimed) {
        bags.merge(target, claimed, (before, more) -> {
            var all = new ArrayList<>(before);
            all.addAll(more);
            return List.copyOf(all);
        });
    }

    /** One try of each letter that was taken. */
    Outcome deliver(String target) {
        if (!mayBegin.getAsBoolean()) {
            return new Outcome.Again(LAPSED);
        }
        List<Letter> letters = bags.remove(target);
        if (letters != null) {
            List<Delivery> deliveries =
                    parallel.map(letters, AT_ONCE, letter -> courier.deliver(letter, evidence.apply(letter)));
            var came = new LinkedHashMap<String, Delivery>();
            for (int i = 0; i < letters.size(); i++) {
                Letter letter = letters.get(i);
                Delivery delivery = deliveries.get(i);
                came.put(letter.id(), delivery);
                listener.tried(target, letter.receiverName(), delivery instanceof Delivery.Delivered);
            }
            returns.merge(target, came, (before, more) -> {
                var all = new LinkedHashMap<>(before);
                all.putAll(more);
                return all;
            });
            delivered.accept(target);
        }
        return new Outcome.Gone();
    }

    /** What came of letters and was not taken down yet, by letter. */
    Map<String, Delivery> returns(String target) {
        return Map.copyOf(returns.getOrDefault(target, Map.of()));
    }

    void takenDown(String target, Map<String, Delivery> settled) {
        returns.computeIfPresent(target, (name, all) -> {
            var left = new LinkedHashMap<>(all);
            left.keySet().removeAll(settled.keySet());
            return left.isEmpty() ? null : left;
        });
    }
}
