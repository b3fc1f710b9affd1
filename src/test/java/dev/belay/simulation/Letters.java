package dev.belay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.announce.Letter;
import dev.belay.announce.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is promised of announcements: none is lost, and one that comes twice comes under the same id. */
final class Letters {
    /** What is refused is given up with the fifth try, anything after a day. */
    private static final int REFUSED_BEFORE = 4;

    private static final Duration A_DAY = Duration.ofDays(1);

    private final World world;
    private final Set<String> tries = new HashSet<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    Letters(World world) {
        this.world = world;
    }

    /** A letter is sent only once its claim is stored, and once for each claim. */
    void sends(Letter letter, RootView root) {
        JsonNode stored = letter(root, letter.id());
        world.promises()
                .require(
                        stored.path("claimed").asBoolean()
                                && stored.path("tries").asInt() == letter.tries(),
                        "the letter " + letter.id() + " is sent though that is not written down");
        world.promises()
                .require(tries.add(letter.id() + " " + letter.tries()), letter.id() + " is sent twice for one claim");
    }

    /** What leaves the outbox has arrived, or was given up as late as is said. */
    void written(RootView before, RootView now) {
        for (JsonNode letter : letters(now)) {
            String text = letter.path("announcement").toString();
            String id = letter.path("id").asText();
            world.promises()
                    .require(text.equals(texts.computeIfAbsent(id, it -> text)), id + " says now this and now that");
            world.promises().require(!ended.contains(id), id + " is posted again");
        }
        for (JsonNode letter : letters(before)) {
            String id = letter.path("id").asText();
            if (letter(now, id).isMissingNode() && ended.add(id)) {
                world.promises()
                        .require(world.receivers().took(id) || givenUp(letter), id + " is lost: nobody took it");
            }
        }
    }

    private boolean givenUp(JsonNode letter) {
        Instant posted = Instant.parse(letter.path("announcement").path("at").asText());
        return letter.path("refusals").asInt() >= REFUSED_BEFORE
                || !world.baton().instant().isBefore(posted.plus(A_DAY));
    }

    /** Letters that are still to be sent. */
    List<String> waiting() {
        return letters(world.promises().root())
                .valueStream()
                .map(letter -> letter.path("id").asText())
                .toList();
    }

    private static JsonNode letter(RootView root, String id) {
        return letters(root)
                .valueStream()
                .filter(letter -> letter.path("id").asText().equals(id))
                .findFirst()
                .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    private static JsonNode letters(RootView root) {
        return root.json().path("outbox").path("letters");
    }

    /** Longer than anybody keeps a letter without a try. */
    static Duration patience() {
        return Outbox.CLAIM.plusMinutes(30);
    }
}
