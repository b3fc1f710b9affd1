package dev.belay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.model.CheckResult;
import dev.belay.model.Diagnosis;
import dev.belay.model.Ordered;
import dev.belay.model.Phases;
import dev.belay.model.Pin;
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
        List<CheckView> checks,
        @Nullable IncidentView incident,
        @Nullable DiagnosisView diagnosis,
        List<ToldView> told) {
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

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record IncidentView(
            @Nullable String id,
            @Nullable String symptoms,
            @Nullable String startedAt) {
        static @Nullable IncidentView of(Pin.@Nullable Incident incident) {
            return incident == null
                    ? null
                    : new IncidentView(incident.id(), incident.symptoms(), Words.timeOrNull(incident.startedAt()));
        }
    }

    /** Why it stalled or failed, the most likely cause first. */
    record DiagnosisView(String at, List<CauseView> causes, List<String> unread) {
        static @Nullable DiagnosisView of(@Nullable Diagnosis diagnosis, boolean withLogs) {
            return diagnosis == null
                    ? null
                    : new DiagnosisView(
                            Words.time(diagnosis.at()),
                            diagnosis.causes().stream()
                                    .map(cause -> CauseView.of(cause, withLogs))
                                    .toList(),
                            diagnosis.unread());
        }
    }

    /** One cause; {@code log} for operators only. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CauseView(
            String kind,
            @Nullable String component,
            String sentence,
            List<String> evidence,
            String advice,
            @Nullable List<String> log) {
        static CauseView of(Diagnosis.Cause cause, boolean withLogs) {
            return new CauseView(
                    cause.kind(),
                    cause.component(),
                    cause.sentence(),
                    cause.evidence(),
                    cause.advice(),
                    withLogs ? cause.log() : null);
        }
    }

    /** Who was told, or could not be. */
    record ToldView(String at, String receiver, String what, String message, boolean delivered, String answer) {
        static ToldView of(Rollout.Told told) {
            return new ToldView(
                    Words.time(told.at()),
                    told.receiver(),
                    told.what(),
                    told.message(),
                    told.delivered(),
                    told.answer());
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

    /** @param withLogs whether a diagnosis shows lines of logs: to operators only */
    static RolloutView of(Rollout rollout, boolean withLogs) {
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
                rollout.checks().stream().map(CheckView::of).toList(),
                IncidentView.of(rollout.incident()),
                DiagnosisView.of(rollout.diagnosis(), withLogs),
                rollout.told().stream().map(ToldView::of).toList());
    }
}
