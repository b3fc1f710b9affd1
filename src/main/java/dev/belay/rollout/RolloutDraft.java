package dev.belay.rollout;

import dev.belay.model.CheckResult;
import dev.belay.model.ComponentReport;
import dev.belay.model.Diagnosis;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Rollout.Mark;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Rollout.Phase;
import dev.belay.model.Rollout.Step;
import dev.belay.model.Rollout.Told;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A rollout on its way from one record of it to the next. Lives within a pass. */
final class RolloutDraft {
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A timeline beyond this is cut in its middle, so that a root stays small however long a rollout takes. */
    private static final int STEPS = 400;

    private final Rollout origin;
    private final SortedMap<String, String> from;
    private final SortedMap<String, String> to;
    private final SortedMap<Mark, Instant> marks;
    private final SortedMap<String, String> evidence;
    private final List<Step> timeline;
    private List<CheckResult> checks;
    private @Nullable Diagnosis diagnosis;
    private List<Told> told;
    private Phase phase;
    private @Nullable Instant finishedAt;
    private @Nullable Outcome outcome;
    private @Nullable String message;

    RolloutDraft(Rollout origin) {
        this.origin = origin;
        from = new TreeMap<>(origin.from());
        to = new TreeMap<>(origin.to());
        marks = new TreeMap<>(origin.marks());
        evidence = new TreeMap<>(origin.evidence());
        timeline = new ArrayList<>(origin.timeline());
        checks = origin.checks();
        diagnosis = origin.diagnosis();
        told = origin.told();
        phase = origin.phase();
        finishedAt = origin.finishedAt();
        outcome = origin.outcome();
        message = origin.message();
    }

    /** A rollout at its beginning. Its id is later than the last one's even if the clock went back. */
    static Rollout begin(Root root, Cause cause, @Nullable String reason, @Nullable String by, Situation situation) {
        Rollout last = root.history().last();
        Instant after = last == null ? Instant.MIN : last.startedAt().plusMillis(1);
        Instant stamp = situation.now().isBefore(after) ? after : situation.now();
        var marks = new TreeMap<Mark, Instant>();
        marks.put(Mark.UNNOTICED, situation.unnoticed());
        var pin = root.admitted().pin();
        Course.Instead instead = root.admitted().course().instead();
        String what = instead != null ? " to " + instead.version() : pin == null ? "" : " " + Wording.ask(pin.pin());
        String why = cause.name().toLowerCase(Locale.ROOT) + what + (reason == null ? "" : ": " + reason);
        return new Rollout(
                ID.format(stamp),
                root.target(),
                cause,
                reason,
                by,
                stamp,
                null,
                Phase.APPLY,
                new TreeMap<>(),
                new TreeMap<>(),
                marks,
                List.of(new Step(situation.now(), null, why)),
                new TreeMap<>(),
                List.of(),
                pin == null ? null : pin.pin().incident(),
                null,
                List.of(),
                null,
                null);
    }

    RolloutDraft step(Instant at, @Nullable String component, String what) {
        timeline.add(new Step(at, component, what));
        if (timeline.size() > STEPS) {
            timeline.remove(STEPS / 2);
        }
        return this;
    }

    RolloutDraft phase(Phase next) {
        phase = next;
        return this;
    }

    RolloutDraft checks(List<CheckResult> results) {
        checks = results;
        return this;
    }

    RolloutDraft diagnosis(Diagnosis why) {
        diagnosis = why;
        return this;
    }

    RolloutDraft told(Told one) {
        var all = new ArrayList<>(told);
        all.add(one);
        told = all;
        return this;
    }

    /** Takes over what a component told: where it came from, where it goes to by name, and the ids of what was done. */
    RolloutDraft learn(String component, ComponentReport report) {
        String running = report.running();
        if (running != null) {
            from.putIfAbsent(component, running);
        }
        String inForce = report.inForce();
        if (inForce != null) {
            to.put(component, inForce);
        }
        report.evidence().forEach((word, id) -> evidence.put(component + "." + word, id));
        return this;
    }

    /** Sets a mark that is not set yet. */
    RolloutDraft mark(Mark reached, Instant at) {
        marks.putIfAbsent(reached, at);
        return this;
    }

    RolloutDraft finish(Instant at, Outcome how, String why) {
        step(at, null, why);
        phase = Phase.DONE;
        finishedAt = at;
        outcome = how;
        message = why;
        return this;
    }

    Rollout rollout() {
        return new Rollout(
                origin.id(),
                origin.target(),
                origin.cause(),
                origin.reason(),
                origin.by(),
                origin.startedAt(),
                finishedAt,
                phase,
                from,
                to,
                marks,
                timeline,
                evidence,
                checks,
                origin.incident(),
                diagnosis,
                told,
                outcome,
                message);
    }
}
