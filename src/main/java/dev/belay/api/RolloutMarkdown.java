package dev.belay.api;

import dev.belay.model.CheckResult;
import dev.belay.model.Rollout;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rollouts to be read, and pasted into the review after an incident. */
final class RolloutMarkdown {
    static final String MEDIA_TYPE = "text/markdown";

    private RolloutMarkdown() {}

    /** A history, newest first as it comes. */
    static String of(String target, List<Rollout> rollouts) {
        var text = new StringBuilder("# Rollouts of " + target + "\n\n");
        table(text, "Rollout", "Cause", "Outcome", "Started", "Finished", "To");
        for (Rollout rollout : rollouts) {
            row(
                    text,
                    rollout.id(),
                    Words.of(rollout.cause()),
                    outcome(rollout),
                    Words.time(rollout.startedAt()),
                    orDash(Words.timeOrNull(rollout.finishedAt())),
                    versions(rollout.to()));
        }
        return text.toString();
    }

    /** One, with its evidence. */
    static String of(Rollout rollout) {
        var text = new StringBuilder("# Rollout " + rollout.id() + " of " + rollout.target() + "\n\n");
        item(text, "Outcome", outcome(rollout));
        item(text, "What happened", rollout.message());
        item(text, "Cause", Words.of(rollout.cause()));
        item(text, "Reason", rollout.reason());
        item(text, "By", rollout.by());
        item(text, "Started", Words.time(rollout.startedAt()));
        item(text, "Finished", Words.timeOrNull(rollout.finishedAt()));
        moves(text, rollout);
        timeline(text, rollout.timeline());
        checks(text, rollout.checks());
        evidence(text, rollout.evidence());
        return text.toString();
    }

    private static void moves(StringBuilder text, Rollout rollout) {
        text.append("\n## Components\n\n");
        table(text, "Component", "From", "To");
        var components = new TreeSet<String>(rollout.from().keySet());
        components.addAll(rollout.to().keySet());
        components.forEach(name -> row(
                text,
                name,
                orDash(rollout.from().get(name)),
                orDash(rollout.to().get(name))));
    }

    private static void timeline(StringBuilder text, List<Rollout.Step> steps) {
        text.append("\n## Timeline\n\n");
        table(text, "Time", "Component", "What");
        steps.forEach(step -> row(text, Words.time(step.at()), orDash(step.component()), step.what()));
    }

    private static void checks(StringBuilder text, List<CheckResult> checks) {
        if (checks.isEmpty()) {
            return;
        }
        text.append("\n## Checks\n\n");
        table(text, "Check", "State", "Tries", "Last answer");
        checks.forEach(check -> row(
                text,
                check.name() + (check.optional() ? " (optional)" : ""),
                Words.of(check.state()),
                Integer.toString(check.tries()),
                orDash(check.answer())));
    }

    private static void evidence(StringBuilder text, SortedMap<String, String> evidence) {
        if (evidence.isEmpty()) {
            return;
        }
        text.append("\n## Evidence\n\n");
        table(text, "What", "Id");
        evidence.forEach((what, id) -> row(text, what, id));
    }

    private static String outcome(Rollout rollout) {
        return Objects.requireNonNullElseGet(
                Words.of(rollout.outcome()), () -> "running (" + Words.of(rollout.phase()) + ")");
    }

    private static String versions(SortedMap<String, String> versions) {
        return String.join(
                ", ",
                versions.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "–" : text;
    }

    private static void item(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append("- **")
                    .append(name)
                    .append("**: ")
                    .append(escaped(value))
                    .append('\n');
        }
    }

    private static void table(StringBuilder text, String... columns) {
        text.append("| ").append(String.join(" | ", columns)).append(" |\n");
        text.append("|---".repeat(columns.length)).append("|\n");
    }

    private static void row(StringBuilder text, String... cells) {
        for (String cell : cells) {
            text.append("| ").append(escaped(cell)).append(' ');
        }
        text.append("|\n");
    }

    /** Words from outside stay in their cell and stay words. */
    private static String escaped(String words) {
        return words.replaceAll("\\s+", " ").replaceAll("([\\\\|`*_<>\\[\\]#])", "\\\\$1");
    }
}
