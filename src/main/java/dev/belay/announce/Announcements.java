package dev.belay.announce;

import dev.belay.announce.Announcement.Kind;
import dev.belay.model.CheckResult;
import dev.belay.model.Diagnosis;
import dev.belay.model.Pin;
import dev.belay.model.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is said to people, in words that can be read at 3 a.m. Pure; never a line of a log. The same thing always gets the same id. */
public final class Announcements {
    /** SNS deduplicates by no longer one. */
    private static final int LONGEST_ID = 128;

    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9-]+");

    private Announcements() {}

    /** A rollout has begun. */
    public static Announcement started(Rollout rollout) {
        String version = Objects.requireNonNullElse(Words.versions(rollout.to()), "another version");
        String title = switch (rollout.cause()) {
            case PIN -> "rolling out " + version;
            case DRIFT -> "correcting drift back to " + version;
            case REVERT -> "going back to " + version;
            case FORCE -> "new deployment of " + version;
        };
        String why = rollout.reason();
        return of(Kind.STARTED, rollout, rollout.startedAt(), title, why == null ? "" : Words.sentence(why));
    }

    /**
     * A rollout can't go on by itself, or not now. Said again when the most likely cause is another.
     *
     * @param message what keeps it
     */
    public static Announcement stalled(Rollout rollout, String message, Instant now) {
        Diagnosis diagnosis = rollout.diagnosis();
        String cause = diagnosis == null || diagnosis.causes().isEmpty()
                ? ""
                : "-" + diagnosis.causes().getFirst().kind();
        return of(
                Kind.STALLED,
                cause,
                rollout,
                now,
                "stalled",
                Words.sentence(message) + "\n" + Explanation.of(diagnosis));
    }

    /** A rollout failed, and nothing more is done by itself. */
    public static Announcement failed(Rollout rollout) {
        String version = Objects.requireNonNullElse(Words.versions(rollout.to()), "the rollout");
        String text = message(rollout) + "\n" + Explanation.of(rollout.diagnosis())
                + "\nIt is not tried again by itself: roll back, or pin another version.";
        return of(Kind.FAILED, rollout, end(rollout), version + " failed", text);
    }

    /**
     * A rollout failed, and the last known good is put back.
     *
     * @param back each component's version in it
     */
    public static Announcement reverted(Rollout failed, SortedMap<String, String> back, Instant now) {
        String version = Objects.requireNonNullElse(Words.versions(failed.to()), "the rollout");
        String good = Objects.requireNonNullElse(Words.versions(back), "the last known good");
        String text = message(failed) + "\n" + Explanation.of(failed.diagnosis())
                + "\nThe last known good is put back: " + Words.sentence(good)
                + " The pin is left as it is; its version is not tried again.";
        return of(Kind.REVERTED, failed, now, version + " failed, going back to " + good, text);
    }

    /**
     * A rollout succeeded, and the soak begins.
     *
     * @param soak how long it is watched from now on; zero: not
     * @param back whether it went back to what ran before
     */
    public static Announcement restored(Rollout rollout, Duration soak, boolean back) {
        String done = back || rollout.cause() == Rollout.Cause.REVERT
                ? "rollback complete"
                : rollout.cause() == Rollout.Cause.DRIFT ? "drift corrected" : "rolled out";
        String title = soak.isPositive() ? done + ", monitoring for " + Words.duration(soak) : done;
        String version = Words.versions(rollout.to());
        String runs = version == null ? "All is as pinned. " : "Now live: " + version + ". ";
        return of(Kind.RESTORED, rollout, end(rollout), title, runs + proof(rollout.checks()));
    }

    /** The soak is over, and all is well. */
    public static Announcement knownGood(Rollout rollout, Instant now) {
        String version = Objects.requireNonNullElse(Words.versions(rollout.to()), "what runs");
        String text = rollout.checks().isEmpty()
                ? "It ran through its soak. No check is set up."
                : "Its checks passed to the end of its soak.";
        return of(Kind.KNOWN_GOOD, rollout, now, "known good: " + version, text);
    }

    /**
     * A required check fails after the rollout succeeded.
     *
     * @param message what fails
     */
    public static Announcement degraded(Rollout rollout, String message, Instant now) {
        String text = Words.sentence(message) + "\n" + Explanation.of(rollout.diagnosis());
        return of(Kind.DEGRADED, rollout, now, "degraded after it was rolled out", text);
    }

    /**
     * Something is not as pinned, and Belay did not do it.
     *
     * @param since names it: it is said once
     * @param difference component and what is different, in a sentence
     * @param then what Belay does about it, in a sentence
     */
    public static Announcement drift(String target, Instant since, String difference, String then) {
        return of(Kind.DRIFT, target, since, "drifted", Words.sentence(difference) + " " + Words.sentence(then));
    }

    /**
     * Somebody keeps undoing what Belay does.
     *
     * @param since names it: it is said once
     * @param what is being undone, how often and since when, in a sentence
     * @param hint who that may be, in a sentence; null: nothing tells
     */
    public static Announcement fight(String target, Instant since, String what, @Nullable String hint) {
        String text = Words.sentence(what)
                + (hint == null ? "" : "\n" + Words.sentence(hint))
                + "\nBelay backs off. It takes up again when this ends or the pin changes: find out who, or pin what is wanted.";
        return of(Kind.FIGHT, target, since, "somebody keeps undoing what is pinned", text);
    }

    private static Announcement of(Kind kind, Rollout rollout, Instant at, String title, String text) {
        return of(kind, "", rollout, at, title, text);
    }

    private static Announcement of(Kind kind, String mark, Rollout rollout, Instant at, String title, String text) {
        Pin.Incident incident = rollout.incident();
        return new Announcement(
                id(kind, rollout.target(), rollout.id() + mark),
                kind,
                rollout.target(),
                rollout.id(),
                at,
                rollout.target() + ": " + title,
                text.strip(),
                fields(rollout),
                incident == null ? null : incident.id());
    }

    private static Announcement of(Kind kind, String target, Instant at, String title, String text) {
        return new Announcement(
                id(kind, target, Words.time(at)), kind, target, null, at, target + ": " + title, text, List.of(), null);
    }

    private static String id(Kind kind, String target, String what) {
        String id = kind.word() + "-" + target + "-" + OTHERS.matcher(what).replaceAll("-");
        return id.substring(0, Math.min(LONGEST_ID, id.length()));
    }

    private static List<Announcement.Field> fields(Rollout rollout) {
        var fields = new ArrayList<Announcement.Field>();
        field(fields, "From", Words.versions(rollout.from()));
        field(fields, "To", Words.versions(rollout.to()));
        field(fields, "Cause", Words.of(rollout.cause()));
        field(fields, "By", rollout.by());
        field(fields, "Reason", rollout.reason());
        Pin.Incident incident = rollout.incident();
        if (incident != null) {
            field(fields, "Incident", incident.id());
            field(fields, "Symptoms", incident.symptoms());
        }
        Instant finished = rollout.finishedAt();
        field(
                fields,
                "Took",
                finished == null ? null : Words.duration(Duration.between(rollout.startedAt(), finished)));
        return fields;
    }

    private static void field(List<Announcement.Field> fields, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            fields.add(new Announcement.Field(label, value));
        }
    }

    private static Instant end(Rollout rollout) {
        return Objects.requireNonNullElse(rollout.finishedAt(), rollout.startedAt());
    }

    private static String message(Rollout rollout) {
        return Words.sentence(Objects.requireNonNullElse(rollout.message(), "It failed"));
    }

    private static String proof(List<CheckResult> checks) {
        if (checks.isEmpty()) {
            return "No check is set up.";
        }
        var failed = checks.stream()
                .filter(check -> check.state() != CheckResult.State.PASSED)
                .map(CheckResult::name)
                .toList();
        if (failed.isEmpty()) {
            return checks.size() == 1 ? "Its check passed." : "All " + checks.size() + " checks passed.";
        }
        return "Required checks passed; not: " + String.join(", ", failed) + ".";
    }
}
