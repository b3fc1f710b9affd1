package dev.belay.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times in UTC, as the {@code datetime} of a {@code time} element. */
final class Times {
    private static final int SECONDS = 60;
    private static final DateTimeFormatter READ =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Times() {}

    static String of(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static @Nullable String orNull(@Nullable Instant at) {
        return at == null ? null : of(at);
    }

    /** The time of the day alone. */
    static String clock(Instant at) {
        return of(at).substring(11, 19);
    }

    /** {@code 24 Nov 00:20 UTC}: in a sentence. */
    static String read(Instant at) {
        return READ.format(at);
    }

    /** {@code 4 s}, {@code 2 min 05 s}, {@code 1 h 10 min}. */
    static String took(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < SECONDS) {
            return seconds + " s";
        }
        long minutes = seconds / SECONDS;
        return minutes < SECONDS
                ? minutes + " min " + "%02d".formatted(seconds % SECONDS) + " s"
                : minutes / SECONDS + " h " + "%02d".formatted(minutes % SECONDS) + " min";
    }
}
