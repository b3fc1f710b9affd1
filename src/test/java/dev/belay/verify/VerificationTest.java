package dev.belay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Check;
import dev.belay.model.CheckResult;
import dev.belay.model.CheckResult.State;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final Instant START = Instant.parse("2026-11-20T14:52:10Z");
    private static final Answer GOOD = Answer.passed("answered 200");
    private static final Answer BAD = Answer.failed("answered 500, expected 200");

    private final Check health = check("health", false);
    private final Check ready = check("ready", true);

    @Test
    void a_check_passes_at_its_first_success() {
        var result = after(health, BAD, BAD, GOOD);
        assertThat(result.state()).isEqualTo(State.PASSED);
        assertThat(result.tries()).isEqualTo(3);
        assertThat(result.failuresInARow()).isZero();
    }

    @Test
    void failures_within_the_time_decide_nothing() {
        assertThat(after(health, BAD, BAD, BAD, BAD, BAD).state()).isEqualTo(State.PENDING);
    }

    @Test
    void it_has_failed_once_the_time_is_over_and_the_last_tries_failed() {
        var result = after(health, BAD, BAD, BAD, BAD, BAD, BAD);
        assertThat(result.state()).isEqualTo(State.FAILED);
        assertThat(result.answer()).isEqualTo("answered 500, expected 200");
    }

    @Test
    void time_alone_decides_nothing_while_too_few_tries_failed() {
        Instant late = START.plus(Duration.ofHours(1));
        var first = Verification.next(health, Verification.start(health, START), BAD, late);
        assertThat(first.state()).isEqualTo(State.PENDING);
        var second = Verification.next(health, first, BAD, late);
        assertThat(second.state()).isEqualTo(State.PENDING);
        assertThat(Verification.next(health, second, BAD, late).state()).isEqualTo(State.FAILED);
    }

    @Test
    void a_success_after_the_time_still_passes() {
        Instant late = START.plus(Duration.ofHours(1));
        assertThat(Verification.next(health, Verification.start(health, START), GOOD, late)
                        .state())
                .isEqualTo(State.PASSED);
    }

    @Test
    void an_answer_that_stays_open_is_shown_and_counts_as_nothing() {
        Answer open = Answer.open("can't be told");
        var result = after(health, BAD, BAD, open, open, open, open);
        assertThat(result.state()).isEqualTo(State.PENDING);
        assertThat(result.tries()).isEqualTo(6);
        assertThat(result.failuresInARow()).isEqualTo(2);
        assertThat(result.answer()).isEqualTo("can't be told");
        assertThat(after(health, BAD, BAD, open, open, open, BAD).state()).isEqualTo(State.FAILED);
    }

    @Test
    void what_was_wrong_before_is_excused_and_does_not_hold_the_rollout_up() {
        var excused = after(health, Answer.excused("in ALARM since yesterday"));
        assertThat(excused.state()).isEqualTo(State.EXCUSED);
        assertThat(Verification.verdict(List.of(health), List.of(excused))).isEqualTo(new Verification.Passed());
    }

    @Test
    void what_is_decided_stays_so() {
        var passed = after(health, GOOD);
        assertThat(Verification.next(health, passed, BAD, START.plusSeconds(99)))
                .isEqualTo(passed);
        assertThat(Verification.due(health, passed, Instant.MAX)).isFalse();
    }

    @Test
    void a_check_is_due_at_once_and_then_every_so_often() {
        var fresh = Verification.start(health, START);
        assertThat(Verification.due(health, fresh, START)).isTrue();
        var tried = Verification.next(health, fresh, BAD, START);
        assertThat(Verification.due(health, tried, START.plusSeconds(9))).isFalse();
        assertThat(Verification.due(health, tried, START.plusSeconds(10))).isTrue();
    }

    @Test
    void no_checks_at_all_pass() {
        assertThat(Verification.verdict(List.of(), List.of())).isEqualTo(new Verification.Passed());
    }

    @Test
    void a_check_without_a_result_is_pending() {
        assertThat(Verification.verdict(List.of(health), List.of())).isEqualTo(new Verification.Pending(Instant.EPOCH));
    }

    @Test
    void pending_says_when_the_next_check_is_due() {
        var other = check("login", false);
        assertThat(Verification.verdict(List.of(health, other), List.of(after(health, BAD, BAD), after(other, BAD))))
                .isEqualTo(new Verification.Pending(START.plusSeconds(10)));
    }

    @Test
    void an_optional_check_never_decides() {
        var optional = after(ready, BAD, BAD, BAD, BAD, BAD, BAD);
        assertThat(optional.state()).isEqualTo(State.FAILED);
        assertThat(Verification.verdict(List.of(health, ready), List.of(after(health, GOOD), optional)))
                .isEqualTo(new Verification.Passed());
        assertThat(Verification.verdict(List.of(health, ready), List.of(after(health, GOOD))))
                .isEqualTo(new Verification.Passed());
    }

    @Test
    void a_required_check_that_failed_fails_all_and_is_named() {
        var other = check("login", false);
        assertThat(Verification.verdict(
                        List.of(health, other),
                        List.of(after(health, BAD, BAD, BAD, BAD, BAD, BAD), after(other, BAD))))
                .isEqualTo(new Verification.Failed("check health failed 6 times in a row: answered 500, expected 200"));
    }

    @Test
    void results_follow_the_checks_of_a_target_that_changed() {
        var known = after(health, GOOD);
        assertThat(Verification.resume(List.of(ready, health), List.of(known, after(check("gone", false), BAD)), START))
                .containsExactly(Verification.start(ready, START), known);
    }

    /** A try every ten seconds. */
    private static CheckResult after(Check check, Answer... answers) {
        var result = Verification.start(check, START);
        Instant now = START;
        for (Answer answer : answers) {
            result = Verification.next(check, result, answer, now);
            now = now.plus(check.every());
        }
        return result;
    }

    private static Check check(String name, boolean optional) {
        var probe = new Check.Served("web", URI.create("https://shop.example/"));
        return new Check(name, optional, Duration.ofSeconds(50), Duration.ofSeconds(10), 3, probe);
    }
}
