package dev.belay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.model.CheckResult;
import dev.belay.model.Ordered;
import dev.belay.model.Phases;
import dev.belay.model.Rollout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A rollout with all its evidence; {@code phases} in seconds. What is not known, or not yet, is not there. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RolloutView(
        String apiVersion,
        String kind,
        String id,
        String target,
        String cause,
        @Nullable String reason,
        @Nullable String by,
        String startedAt,
        @Nullable String finishedAt,
        String phase,
        @Nullable String outcome,
        @Nullable String message,
        Map<String, String> from,
        Map<String, String> to,
        SequencedMap<String, String> marks,
        SequencedMap<String, Double> phases,
        List<Step> timeline,
        Map<String, String> evidence,
        List<CheckView> checks) {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(String at, @Nullable String component, String what) {
        static Step of(Rollout.Step step) {
            return new Step(Words.time(step.at()), step.component(), step.what());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckView(
            String name,
            boolean optional,
            String state,
            int tries,
            int failuresInARow,
            String startedAt,
            @Nullable String triedAt,
            @Nullable String answer) {
        static CheckView of(CheckResult check) {
            return new CheckView(
                    check.name(),
                    check.optional(),
                    Words.of(check.state()),
                    check.tries(),
                    check.failuresInARow(),
                    Words.time(check.startedAt()),
                    Words.timeOrNull(check.triedAt()),
                    check.answer());
        }
    }

    /** One line of a history. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String id,
            String cause,
            @Nullable String outcome,
            String startedAt,
            @Nullable String finishedAt,
            Map<String, String> from,
            Map<String, String> to) {
        static Entry of(Rollout rollout) {
            return new Entry(
                    rollout.id(),
                    Words.of(rollout.cause()),
                    Words.of(rollout.outcome()),
                    Words.time(rollout.startedAt()),
                    Words.timeOrNull(rollout.finishedAt()),
                    rollout.from(),
                    rollout.to());
        }
    }

    static RolloutView of(Rollout rollout) {
        var phases = new LinkedHashMap<String, Double>();
        Phases.of(rollout).forEach((phase, took) -> phases.put(phase, took.toMillis() / 1000.0));
        var marks = new LinkedHashMap<String, String>();
        rollout.marks().forEach((mark, at) -> marks.put(Words.of(mark), Words.time(at)));
        return new RolloutView(
                "belay.dev/v1",
                "Rollout",
                rollout.id(),
                rollout.target(),
                Words.of(rollout.cause()),
                rollout.reason(),
                rollout.by(),
                Words.time(rollout.startedAt()),
                Words.timeOrNull(rollout.finishedAt()),
                Words.of(rollout.phase()),
                Words.of(rollout.outcome()),
                rollout.message(),
                rollout.from(),
                rollout.to(),
                Ordered.copy(marks),
                Ordered.copy(phases),
                rollout.timeline().stream().map(Step::of).toList(),
                rollout.evidence(),
                rollout.checks().stream().map(CheckView::of).toList());
    }
}
