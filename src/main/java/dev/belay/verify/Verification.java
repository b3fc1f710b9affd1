package dev.belay.verify;

import dev.belay.model.Check;
import dev.belay.model.CheckResult;
import dev.belay.model.CheckResult.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the answers of checks add up. Pure. In the verification of a rollout a check passes, or is excused, at its first such answer;
 * it has failed once its {@code within} is over and its last {@code failures} tries all failed. In the soak it has failed once that
 * many tries in a row failed. An answer that stays open counts as nothing. An optional check never decides.
 */
public final class Verification {
    private Verification() {}

    /** What all checks of a rollout come to. */
    public sealed interface Verdict {}

    /**
     * Not known yet.
     *
     * @param nextTry when the next check is due; may lie in the past
     */
    public record Pending(Instant nextTry) implements Verdict {}

    /** Every required check passed. */
    public record Passed() implements Verdict {}

    /**
     * A required check failed.
     *
     * @param words which, and what it answered last
     */
    public record Failed(String words) implements Verdict {}

    /** A check that starts now. */
    public static CheckResult start(Check check, Instant now) {
        return new CheckResult(check.name(), check.optional(), State.PENDING, 0, 0, now, null, null, null);
    }

    /** The results of exactly these checks, in their order: those that are known as they are, the others started now. */
    public static List<CheckResult> resume(List<Check> checks, List<CheckResult> known, Instant now) {
        Map<String, CheckResult> byName = byName(known);
        return checks.stream()
                .map(check -> {
                    CheckResult result = byName.get(check.name());
                    return result == null || result.optional() != check.optional() ? start(check, now) : result;
                })
                .toList();
    }

    /** Whether a check is to be tried now. */
    public static boolean due(Check check, CheckResult result, Instant now) {
        return !result.decided() && !now.isBefore(nextTry(check, result));
    }

    /** Whether a required check should have told something by now and has not: what it asks can't be told. */
    public static boolean overdue(Check check, CheckResult result, Instant now) {
        Instant late =
                result.startedAt().plus(check.within()).plus(check.every().multipliedBy(check.failures()));
        return !check.optional()
                && result.state() == State.PENDING
                && result.failuresInARow() == 0
                && now.isAfter(late);
    }

    /** When an undecided check is to be tried next. */
    public static Instant nextTry(Check check, CheckResult result) {
        Instant tried = result.triedAt();
        return tried == null ? result.startedAt() : tried.plus(check.every());
    }

    /** A result after one more try. What is decided stays so. */
    public static CheckResult next(Check check, CheckResult result, Answer answer, Instant now) {
        if (result.decided()) {
            return result;
        }
        CheckResult tried = tried(result, answer, now);
        boolean timeIsUp = !now.isBefore(result.startedAt().plus(check.within()));
        return switch (answer.kind()) {
            case PASSED -> tried.in(State.PASSED);
            case EXCUSED -> tried.in(State.EXCUSED);
            case OPEN -> tried;
            case FAILED -> timeIsUp && tried.failuresInARow() >= check.failures() ? tried.in(State.FAILED) : tried;
        };
    }

    /** A result with one more try taken down, in the state that it was in. */
    private static CheckResult tried(CheckResult before, Answer answer, Instant now) {
        int failures = switch (answer.kind()) {
            case PASSED, EXCUSED -> 0;
            case FAILED -> before.failuresInARow() + 1;
            case OPEN -> before.failuresInARow();
        };
        return new CheckResult(
                before.name(),
                before.optional(),
                before.state(),
                before.tries() + 1,
                failures,
                before.startedAt(),
                now,
                answer.kind() == Answer.Kind.OPEN ? before.countedAt() : now,
                answer.words());
    }

    /**
     * A result after one more try while the rollout is still applying: shown, and nothing is decided by it. The verification of
     * the rollout starts anew.
     */
    public static CheckResult glimpse(Check check, CheckResult before, Answer answer, Instant now) {
        return tried(before, answer, now).in(State.PENDING);
    }

    /** What the results of a target's checks come to. A check without a result is still pending, and due at once. */
    public static Verdict verdict(List<Check> checks, List<CheckResult> results) {
        Map<String, CheckResult> byName = byName(results);
        var failed = new ArrayList<CheckResult>();
        boolean open = false;
        Instant next = Instant.MAX;
        for (Check check : checks) {
            CheckResult result = byName.get(check.name());
            if (result == null || !result.decided()) {
                Instant due = result == null ? Instant.EPOCH : nextTry(check, result);
                next = earlier(next, due);
                open |= !check.optional();
            } else if (result.state() == State.FAILED && !check.optional()) {
                failed.add(result);
            }
        }
        if (!failed.isEmpty()) {
            return new Failed(failed.stream().map(Verification::words).collect(Collectors.joining("; ")));
        }
        return open ? new Pending(next) : new Passed();
    }

    /** The results to begin a soak with: what was verified as it is, and what was not (optional checks, new ones) started now. */
    public static List<CheckResult> soak(List<Check> checks, List<CheckResult> verified, Instant now) {
        List<CheckResult> holding = verified.stream()
                .filter(result -> result.state() == State.PASSED || result.state() == State.EXCUSED)
                .toList();
        return resume(checks, holding, now);
    }

    /** Whether a check is to be tried now, in the soak. What failed there is not tried again. */
    public static boolean soakDue(Check check, CheckResult result, Instant now) {
        return result.state() != State.FAILED && !now.isBefore(nextTry(check, result));
    }

    /** A result after one more try in the soak. What held fails by {@code failures} tries in a row only, and then for good. */
    public static CheckResult soaked(Check check, CheckResult before, Answer answer, Instant now) {
        return switch (before.state()) {
            case PENDING -> next(check, before, answer, now);
            case FAILED -> before;
            case PASSED, EXCUSED -> {
                CheckResult tried = tried(before, answer, now);
                yield switch (answer.kind()) {
                    case PASSED -> tried.in(State.PASSED);
                    case EXCUSED -> tried.in(State.EXCUSED);
                    case OPEN -> tried;
                    case FAILED -> tried.failuresInARow() >= check.failures() ? tried.in(State.FAILED) : tried;
                };
            }
        };
    }

    /**
     * What a soak comes to. It has failed as soon as a required check failed, or is excused still after the end. It has passed once
     * the end is reached and the last try that told something of each required check, made at the end or later, passed; without
     * required checks at the end.
     *
     * @param end when it has lasted long enough
     */
    public static Verdict soakVerdict(List<Check> checks, List<CheckResult> results, Instant end, Instant now) {
        Map<String, CheckResult> byName = byName(results);
        var failed = new ArrayList<String>();
        boolean proved = true;
        Instant next = Instant.MAX;
        for (Check check : checks) {
            CheckResult result = byName.getOrDefault(check.name(), start(check, Instant.EPOCH));
            if (result.state() != State.FAILED) {
                next = earlier(next, nextTry(check, result));
            }
            if (!check.optional()) {
                boolean settled = settledBy(end, result);
                proved &= settled && result.state() == State.PASSED;
                if (result.state() == State.FAILED) {
                    failed.add(words(result));
                } else if (settled && result.state() == State.EXCUSED) {
                    failed.add("check " + result.name() + " did not hold before and still does not after the soak: "
                            + result.answer());
                }
            }
        }
        if (!failed.isEmpty()) {
            return new Failed(String.join("; ", failed));
        }
        if (now.isBefore(end)) {
            return new Pending(earlier(next, end));
        }
        return proved ? new Passed() : new Pending(next);
    }

    /** Whether the last try that told something was made at the end or later, and does not waver. */
    private static boolean settledBy(Instant end, CheckResult result) {
        Instant counted = result.countedAt();
        return counted != null && !counted.isBefore(end) && result.failuresInARow() == 0;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String words(CheckResult result) {
        return "check " + result.name() + " failed " + result.failuresInARow() + " times in a row: " + result.answer();
    }

    private static Map<String, CheckResult> byName(List<CheckResult> results) {
        var byName = new HashMap<String, CheckResult>();
        results.forEach(result -> byName.put(result.name(), result));
        return byName;
    }
}
