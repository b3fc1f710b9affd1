package dev.belay.console;

import dev.belay.model.CheckResult;
import dev.belay.model.Diagnosis;
import dev.belay.model.Phases;
import dev.belay.model.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A rollout to be read.
 *
 * @param badge how it ended, or that it runs
 * @param message how it ended, in a sentence; null: it runs
 * @param stages the parts of the way, in their order
 * @param diagnosis null: it did not fail, or why is not known yet
 */
record RolloutPage(
        String target,
        String id,
        Badge badge,
        boolean running,
        String cause,
        @Nullable String reason,
        @Nullable String by,
        @Nullable String incident,
        @Nullable String symptoms,
        String started,
        @Nullable String finished,
        @Nullable String took,
        @Nullable String message,
        List<Move> moves,
        List<Stage> stages,
        List<Step> timeline,
        List<CheckView> checks,
        @Nullable DiagnosisView diagnosis,
        List<Id> evidence,
        List<Told> told) {
    /** What a component moved from and to. */
    record Move(String component, String from, String to) {}

    /**
     * A part of the way.
     *
     * @param state {@code done}, {@code now}, {@code failed} or {@code open}
     * @param took null: it is not over
     */
    record Stage(String name, String state, @Nullable String took) {}

    record Step(String at, String clock, @Nullable String component, String what) {}

    record CheckView(
            String name,
            Badge badge,
            boolean optional,
            int tries,
            @Nullable String answer) {
        static CheckView of(CheckResult check) {
            return new CheckView(check.name(), badge(check.state()), check.optional(), check.tries(), check.answer());
        }

        private static Badge badge(CheckResult.State state) {
            return switch (state) {
                case PENDING -> new Badge("pending", "progressing");
                case PASSED -> new Badge("passed", "synced");
                case FAILED -> new Badge("failed", "degraded");
                case EXCUSED -> new Badge("excused", "held");
            };
        }
    }

    record DiagnosisView(String at, List<CauseView> causes, List<String> unread) {}

    /** @param log empty for those who may not see it */
    record CauseView(
            String kind,
            @Nullable String component,
            String sentence,
            List<String> evidence,
            String advice,
            List<String> log) {}

    record Id(String word, String id) {}

    record Told(String at, String receiver, String what, boolean delivered, String answer) {}

    /** @param withLogs whether a diagnosis shows lines of logs: to operators only */
    static RolloutPage of(Rollout rollout, boolean withLogs) {
        var incident = rollout.incident();
        var total = Phases.of(rollout).get("total");
        return new RolloutPage(
                rollout.target(),
                rollout.id(),
                badge(rollout.outcome()),
                !rollout.finished(),
                rollout.cause().name().toLowerCase(Locale.ROOT),
                rollout.reason(),
                rollout.by(),
                incident == null ? null : incident.id(),
                incident == null ? null : incident.symptoms(),
                Times.of(rollout.startedAt()),
                Times.orNull(rollout.finishedAt()),
                total == null ? null : Times.took(total),
                rollout.message(),
                moves(rollout),
                Stages.of(rollout),
                rollout.timeline().stream()
                        .map(step ->
                                new Step(Times.of(step.at()), Times.clock(step.at()), step.component(), step.what()))
                        .toList(),
                rollout.checks().stream().map(CheckView::of).toList(),
                diagnosis(rollout.diagnosis(), withLogs),
                rollout.evidence().entrySet().stream()
                        .map(entry -> new Id(entry.getKey(), entry.getValue()))
                        .toList(),
                rollout.told().stream()
                        .map(told -> new Told(
                                Times.of(told.at()), told.receiver(), told.what(), told.delivered(), told.answer()))
                        .toList());
    }

    static Badge badge(Rollout.@Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> new Badge("Running", "progressing");
            case SUCCEEDED -> new Badge(outcome.word(), "synced");
            case FAILED, ROLLED_BACK_BY_ECS -> new Badge(outcome.word(), "degraded");
            case SUPERSEDED -> new Badge(outcome.word(), "unpinned");
            case REVERTED -> new Badge(outcome.word(), "held");
        };
    }

    private static List<Move> moves(Rollout rollout) {
        var names = new TreeSet<>(rollout.from().keySet());
        names.addAll(rollout.to().keySet());
        var moves = new ArrayList<Move>();
        for (String name : names) {
            moves.add(new Move(
                    name,
                    rollout.from().getOrDefault(name, "unknown"),
                    rollout.to().getOrDefault(name, "left alone")));
        }
        return moves;
    }

    private static @Nullable DiagnosisView diagnosis(@Nullable Diagnosis diagnosis, boolean withLogs) {
        return diagnosis == null
                ? null
                : new DiagnosisView(
                        Times.of(diagnosis.at()),
                        diagnosis.causes().stream()
                                .map(cause -> new CauseView(
                                        cause.kind(),
                                        cause.component(),
                                        cause.sentence(),
                                        cause.evidence(),
                                        cause.advice(),
                                        withLogs ? cause.log() : List.of()))
                                .toList(),
                        diagnosis.unread());
    }
}
