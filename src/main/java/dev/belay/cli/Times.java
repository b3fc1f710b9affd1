package dev.belay.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times as people read and write them. */
final class Times {
    private Times() {}

    /** What the API says of a time; null: nothing that can be read. */
    static @Nullable Instant read(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** How long ago: {@code 3m}; empty where that is not known. */
    static String ago(String time, Instant now) {
        Instant at = read(time);
        return at == null ? "" : rough(Duration.between(at, now));
    }

    /** In its two largest units at most: {@code 45s}, {@code 3m}, {@code 2h5m}, {@code 4d}. */
    static String rough(Duration span) {
        Duration time = span.isNegative() ? Duration.ZERO : span;
        if (time.toSeconds() < 120) {
            return time.toSeconds() + "s";
        }
        if (time.toMinutes() < 120) {
            return time.toMinutes() + "m";
        }
        if (time.toHours() < 48) {
            return time.toHours() + "h" + (time.toMinutesPart() == 0 ? "" : time.toMinutesPart() + "m");
        }
        return time.toDays() + "d";
    }

    /** How long something took: {@code 4.2s}, {@code 3m12s}. */
    static String exact(Duration span) {
        return span.toMinutes() > 0
                ? span.toMinutes() + "m" + span.toSecondsPart() + "s"
                : span.toSeconds() + "." + span.toMillisPart() / 100 + "s";
    }

    /**
     * A length as people write it: {@code 90s}, {@code 15m}, {@code 2h}, {@code 1d}, {@code 1h30m}, or ISO 8601.
     *
     * @throws Trouble (usage) it is none
     */
    static Duration length(String text) {
        try {
            String iso = text.startsWith("P") ? text : text.endsWith("d") ? "P" + text : "PT" + text;
            Duration length = Duration.parse(iso);
            if (length.isPositive()) {
                return length;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new Trouble(Exit.USAGE, "A length is expected to be like 90s, 15m, 2h or 1d, found " + text + ".");
    }
}
