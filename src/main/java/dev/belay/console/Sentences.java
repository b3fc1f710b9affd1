package dev.belay.console;

import dev.belay.model.Condition;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.model.Status.ComponentStatus;
import dev.belay.model.Status.PinStatus;
import dev.belay.model.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a status says, in the order in which somebody in a hurry wants to hear it. */
final class Sentences {
    private static final int ON_THE_WALL = 2;
    private static final Pattern INSTANT = Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern FOLDER = Pattern.compile("^/\\S*/(?=(targets|pins|holds)/)");

    private Sentences() {}

    /** What is not as it should be, or goes on, the gravest first; empty: nothing. */
    static List<String> of(Status status) {
        var said = new ArrayList<String>(
                status.problems().stream().map(Sentences::shortened).toList());
        PinStatus pin = status.pin();
        if (pin != null && pin.pending() != null) {
            said.add("pending: " + pin.pending());
        }
        Condition telling = telling(status);
        if (telling != null) {
            said.add(readable(telling.message()));
        }
        status.components().forEach((name, component) -> {
            String words = words(component);
            if (words != null && said.stream().noneMatch(sentence -> sentence.contains(words))) {
                said.add(name + ": " + words);
            }
        });
        return List.copyOf(said);
    }

    /** A problem begins with where the record is: below which folder of this machine is no news. */
    private static String shortened(String problem) {
        return FOLDER.matcher(problem).replaceFirst("");
    }

    /** A time is read, not computed with: the day, and no seconds. */
    private static String readable(String sentence) {
        return INSTANT.matcher(sentence).replaceAll(found -> Times.read(Instant.parse(found.group())));
    }

    /** As many of them as a line has room for. */
    static List<String> ofWall(Status status) {
        List<String> all = of(status);
        if (all.size() <= ON_THE_WALL) {
            return all;
        }
        return Stream.concat(all.stream().limit(ON_THE_WALL), Stream.of("and " + (all.size() - ON_THE_WALL) + " more"))
                .toList();
    }

    /** The condition that explains the summary; null: the components do. */
    private static @Nullable Condition telling(Status status) {
        return switch (status.summary()) {
            case STALLED -> condition(status, Condition.Type.STALLED);
            case DEGRADED -> condition(status, Condition.Type.HEALTHY);
            case HELD -> condition(status, Condition.Type.HELD);
            case SOAKING -> condition(status, Condition.Type.KNOWN_GOOD);
            case UNKNOWN, DRIFTED -> condition(status, Condition.Type.SYNCED);
            case INVALID, PROGRESSING, VERIFYING, SYNCED, UNPINNED -> null;
        };
    }

    static @Nullable Condition condition(Status status, Condition.Type type) {
        return status.conditions().stream()
                .filter(condition -> condition.type() == type)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String words(ComponentStatus component) {
        return component.progress() != null ? component.progress() : component.difference();
    }

    static String pinned(PinStatus pin) {
        String version = pin.version();
        String pending = pin.pending();
        return version != null ? version : pending != null ? "nothing in force" : "by component";
    }

    static @Nullable String why(PinStatus pin) {
        String why = Stream.of(pin.reason(), pin.by() == null ? null : "by " + pin.by())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return why.isEmpty() ? null : why;
    }

    /** What a rollout is busy with. */
    static String phase(Rollout rollout) {
        return rollout.cause().name().toLowerCase(Locale.ROOT) + ": "
                + rollout.phase().name().toLowerCase(Locale.ROOT);
    }

    /** Whether anything of it is for somebody to look at. */
    static boolean urgent(Status status) {
        return status.summary().compareTo(Summary.DRIFTED) <= 0;
    }
}
