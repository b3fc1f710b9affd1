package dev.belay.rollout;

import dev.belay.model.CheckResult;
import dev.belay.model.ComponentReport;
import dev.belay.model.Pin;
import dev.belay.model.Standing;
import dev.belay.model.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sentences in which a status speaks. */
final class Wording {
    private Wording() {}

    /** A time as people read it: nothing below the second. */
    static String time(@Nullable Instant at) {
        return at == null ? "-" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What a pin asks, in words. */
    static String ask(Pin pin) {
        var parts = new ArrayList<String>();
        String version = pin.version();
        if (version != null) {
            parts.add(version);
        }
        pin.components().forEach((component, asked) -> parts.add(component + " " + asked));
        return String.join(", ", parts);
    }

    /** What a pin asks of each component of a target, in words. */
    static String ask(Pin pin, Target target) {
        return pin.of(target).entrySet().stream()
                .map(asked -> asked.getKey() + " " + asked.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Where a component stands, to follow its name. */
    static String standing(ComponentReport report) {
        return switch (report.standing()) {
            case Standing.Synced synced -> "is as pinned";
            case Standing.Differs differs -> differs.difference();
            case Standing.Moving moving -> moving.progress();
            case Standing.Hindered hindered -> hindered.failure().message();
            case Standing.Stalled stalled -> stalled.message();
            case Standing.Ended ended -> ended.message();
            case Standing.Unknown unknown -> unknown.failure().message();
        };
    }

    /** What checks answered. */
    static String checks(List<CheckResult> checks) {
        return checks.isEmpty()
                ? "no check was tried"
                : checks.stream()
                        .map(check -> check.name() + " " + check.state().name().toLowerCase(Locale.ROOT)
                                + (check.answer() == null ? "" : " (" + check.answer() + ")"))
                        .collect(Collectors.joining("; "));
    }
}
