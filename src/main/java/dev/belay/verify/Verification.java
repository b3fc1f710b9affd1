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
 * How the answers of checks add up. Pure. A check passes at its first success; it has failed once its {@code within} is
 * over and its last {@code failures} tries all failed. An optional check never decides.
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
        return new CheckResult(check.name(), check.optional(), State.PENDING, 0, 0, now, null, null);
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
        int failures = answer.passed() ? 0 : result.failuresInARow() + 1;
        boolean timeIsUp = !now.isBefore(result.startedAt().plus(check.within()));
        State state = answer.passed()
                ? State.PASSED
                : timeIsUp && failures >= check.failures() ? State.FAILED : State.PENDING;
        return new CheckResult(
                result.name(),
                result.optional(),
                state,
                result.tries() + 1,
                failures,
                result.startedAt(),
                now,
                answer.words());
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
                next = due.isBefore(next) ? due : next;
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

    private static String words(CheckResult result) {
        return "check " + result.name() + " failed " + result.failuresInARow() + " times in a row: " + result.answer();
    }

    private static Map<String, CheckResult> byName(List<CheckResult> results) {
        var byName = new HashMap<String, CheckResult>();
        results.forEach(result -> byName.put(result.name(), result));
        return byName;
    }
}
