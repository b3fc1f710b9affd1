package dev.belay.announce;

import dev.belay.model.CheckResult;
import dev.belay.model.Diagnosis;
import dev.belay.model.Phases;
import dev.belay.model.Pin;
import dev.belay.model.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rollouts to be read, and pasted into the review after an incident. Words from outside neither format nor call anybody. */
public final class RolloutMarkdown {
    public static final String MEDIA_TYPE = "text/markdown";

    private RolloutMarkdown() {}

    /** A history, newest first as it comes. */
    public static String of(String target, List<Rollout> rollouts) {
        var text = new StringBuilder("# Rollouts of " + target + "\n\n");
        Markdown.table(text, "Rollout", "Cause", "Outcome", "Started", "Finished", "To");
        for (Rollout rollout : rollouts) {
            Markdown.row(
                    text,
                    rollout.id(),
                    Words.of(rollout.cause()),
                    outcome(rollout),
                    Words.time(rollout.startedAt()),
                    orDash(timeOrNull(rollout.finishedAt())),
                    orDash(Words.versions(rollout.to())));
        }
        return text.toString();
    }

    /**
     * One, with its evidence.
     *
     * @param withLogs whether a diagnosis shows lines of logs: to operators only, never in a message or an issue
     */
    public static String of(Rollout rollout, boolean withLogs) {
        var text = new StringBuilder("# Rollout " + rollout.id() + " of " + rollout.target() + "\n\n");
        item(text, "Outcome", outcome(rollout));
        item(text, "What happened", rollout.message());
        item(text, "Cause", Words.of(rollout.cause()));
        item(text, "Reason", rollout.reason());
        item(text, "By", rollout.by());
        incident(text, rollout.incident());
        item(text, "Started", Words.time(rollout.startedAt()));
        item(text, "Finished", timeOrNull(rollout.finishedAt()));
        versions(text, rollout);
        phases(text, rollout);
        diagnosis(text, rollout.diagnosis(), withLogs);
        checks(text, rollout.checks());
        timeline(text, rollout.timeline());
        ids(text, rollout.evidence());
        told(text, rollout.told());
        return text.toString();
    }

    private static void incident(StringBuilder text, Pin.@Nullable Incident incident) {
        if (incident != null) {
            item(text, "Incident", incident.id());
            item(text, "Symptoms", incident.symptoms());
            item(text, "Began", timeOrNull(incident.startedAt()));
        }
    }

    private static void versions(StringBuilder text, Rollout rollout) {
        Markdown.heading(text, "Components");
        Markdown.table(text, "Component", "From", "To");
        var components = new TreeSet<String>(rollout.from().keySet());
        components.addAll(rollout.to().keySet());
        components.forEach(name -> Markdown.row(
                text,
                name,
                orDash(rollout.from().get(name)),
                orDash(rollout.to().get(name))));
    }

    private static void phases(StringBuilder text, Rollout rollout) {
        var phases = Phases.of(rollout);
        if (!phases.isEmpty()) {
            Markdown.heading(text, "Times");
            Markdown.table(text, "Phase", "Took");
            phases.forEach((phase, took) ->
                    Markdown.row(text, phase.equals("detect") ? "detect (at most)" : phase, seconds(took)));
        }
    }

    private static void diagnosis(StringBuilder text, @Nullable Diagnosis diagnosis, boolean withLogs) {
        if (diagnosis == null) {
            return;
        }
        Markdown.heading(text, "Diagnosis");
        text.append("Of ").append(Words.time(diagnosis.at())).append(", the most likely cause first.\n");
        if (diagnosis.causes().isEmpty()) {
            text.append("\nNothing that was looked at explains it.\n");
        }
        diagnosis.causes().forEach(cause -> cause(text, cause, withLogs));
        if (!diagnosis.unread().isEmpty()) {
            text.append("\n### Not looked at\n\n");
            diagnosis.unread().forEach(what -> bullet(text, what));
        }
    }

    private static void cause(StringBuilder text, Diagnosis.Cause cause, boolean withLogs) {
        String component = cause.component();
        text.append("\n### ")
                .append(Markdown.escaped(component == null ? cause.kind() : cause.kind() + ": " + component))
                .append("\n\n");
        item(text, "Cause", cause.sentence());
        item(text, "What to do", cause.advice());
        cause.evidence().forEach(line -> item(text, "Evidence", line));
        if (withLogs && !cause.log().isEmpty()) {
            text.append("\nLast lines of the new tasks:\n\n").append(Markdown.code(cause.log()));
        }
    }

    private static void checks(StringBuilder text, List<CheckResult> checks) {
        if (checks.isEmpty()) {
            return;
        }
        Markdown.heading(text, "Checks");
        Markdown.table(text, "Check", "State", "Tries", "Last answer");
        checks.forEach(check -> Markdown.row(
                text,
                check.name() + (check.optional() ? " (optional)" : ""),
                Words.of(check.state()),
                Integer.toString(check.tries()),
                orDash(check.answer())));
    }

    private static void timeline(StringBuilder text, List<Rollout.Step> steps) {
        Markdown.heading(text, "Timeline");
        Markdown.table(text, "Time", "Component", "What");
        steps.forEach(step -> Markdown.row(text, Words.time(step.at()), orDash(step.component()), step.what()));
    }

    private static void ids(StringBuilder text, SortedMap<String, String> evidence) {
        if (!evidence.isEmpty()) {
            Markdown.heading(text, "Evidence");
            Markdown.table(text, "What", "Id");
            evidence.forEach((what, id) -> Markdown.row(text, what, id));
        }
    }

    private static void told(StringBuilder text, List<Rollout.Told> told) {
        if (told.isEmpty()) {
            return;
        }
        Markdown.heading(text, "Who was told");
        Markdown.table(text, "Time", "Receiver", "What", "Delivered", "Answer");
        told.forEach(one -> Markdown.row(
                text, Words.time(one.at()), one.receiver(), one.what(), one.delivered() ? "yes" : "no", one.answer()));
    }

    private static String outcome(Rollout rollout) {
        Rollout.Outcome outcome = rollout.outcome();
        return outcome == null ? "running (" + Words.of(rollout.phase()) + ")" : outcome.word();
    }

    private static String seconds(Duration took) {
        return took.toMillis() / 1000.0 + " s";
    }

    private static @Nullable String timeOrNull(@Nullable Instant time) {
        return time == null ? null : Words.time(time);
    }

    private static String orDash(@Nullable String text) {
        return Objects.requireNonNullElse(text, "–");
    }

    private static void item(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            Markdown.item(text, name, value);
        }
    }

    private static void bullet(StringBuilder text, String words) {
        text.append("- ").append(Markdown.escaped(words)).append('\n');
    }
}
