package dev.belay.api;

import dev.belay.model.CheckResult;
import dev.belay.model.Rollout;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Enumerations and times as the contract writes them. */
final class Words {
    private Words() {}

    static String of(Rollout.Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    static String of(Rollout.Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    static String of(Rollout.Mark mark) {
        return mark.name().toLowerCase(Locale.ROOT);
    }

    static String of(CheckResult.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable String of(Rollout.@Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> null;
            case SUCCEEDED -> "Succeeded";
            case FAILED -> "Failed";
            case ROLLED_BACK_BY_ECS -> "RolledBackByEcs";
            case SUPERSEDED -> "Superseded";
            case REVERTED -> "Reverted";
        };
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static @Nullable String timeOrNull(@Nullable Instant time) {
        return time == null ? null : time(time);
    }

    /**
     * The one of an enumeration's values that a word stands for.
     *
     * @throws IllegalArgumentException when none does
     */
    static <E> E read(E[] values, Function<E, String> word, String read) {
        return Arrays.stream(values)
                .filter(value -> word.apply(value).equals(read))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown word: " + read));
    }
}
