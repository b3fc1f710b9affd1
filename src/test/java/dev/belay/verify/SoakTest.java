package dev.belay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Check;
import dev.belay.model.CheckResult;
import dev.belay.model.CheckResult.State;
import dev.belay.verify.Verification.Failed;
import dev.belay.verify.Verification.Passed;
import dev.belay.verify.Verification.Pending;
import dev.belay.verify.Verification.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The soak of one minute that begins at 15:00, with a check of three failures that is tried every ten seconds. */
class SoakTest {
    private static final Instant START = Instant.parse("2026-11-20T15:00:00Z");
    private static final Instant END = START.plusSeconds(60);
    private static final Check HEALTH = check("health", false);
    private static final Check READY = check("ready", true);

    /** Each letter is a try, the first ten seconds into the soak, the sixth at its end. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', pending, PASSED, 0",
        "PPPPP, pending, PASSED, 0",
        "PPPPPP, passed, PASSED, 0",
        // hysteresis: a check that flaps fails nothing, and proves nothing while its last answer failed
        "PFPFPF, pending, PASSED, 1",
        "PFPFPFP, passed, PASSED, 0",
        "FFPFFP, passed, PASSED, 0",
        "FFPFFPF, pending, PASSED, 1",
        "PPPPFF, pending, PASSED, 2",
        "FFF, failed, FAILED, 3",
        "PPPPFFF, failed, FAILED, 3",
        // what failed stays so
        "FFFPPPPP, failed, FAILED, 3",
        // what can't be told counts as nothing
        "OOOOOO, pending, PASSED, 0",
        "OOOOOOP, passed, PASSED, 0",
        "FOFOFO, failed, FAILED, 3",
        "PPPPPO, pending, PASSED, 0",
        "PPPPPPO, passed, PASSED, 0",
        // excused until the end only
        "EEEEE, pending, EXCUSED, 0",
        "EEEEEE, failed, EXCUSED, 0",
        "EEEEEO, pending, EXCUSED, 0",
        "EEEPPP, passed, PASSED, 0",
        "EEEPEP, passed, PASSED, 0",
        "EEEFFF, failed, FAILED, 3",
        "EEEEEF, pending, EXCUSED, 1"
    })
    void tries_of_a_required_check_add_up(String tries, String verdict, State state, int failures) {
        CheckResult result = soaked(HEALTH, tries);
        assertThat(result.state()).isEqualTo(state);
        assertThat(result.failuresInARow()).isEqualTo(failures);
        Instant now = START.plusSeconds(10L * tries.length());
        assertThat(kind(Verification.soakVerdict(List.of(HEALTH), List.of(result), END, now)))
                .isEqualTo(verdict);
    }

    @Test
    void an_alarm_that_rang_before_and_still_does_is_said() {
        Check errors = check("errors", false);
        var result = soaked(errors, "EEEEEE");
        assertThat(Verification.soakVerdict(List.of(errors), List.of(result), END, END))
                .isEqualTo(new Failed("check errors did not hold before and still does not after the soak: excused"));
    }

    @Test
    void a_check_that_failed_is_named() {
        assertThat(Verification.soakVerdict(List.of(HEALTH), List.of(soaked(HEALTH, "FFF")), END, START))
                .isEqualTo(new Failed("check health failed 3 times in a row: failed"));
    }

    @Test
    void an_optional_check_never_decides() {
        var failed = soaked(READY, "FFFFFF");
        assertThat(Verification.soakVerdict(
                        List.of(HEALTH, READY), List.of(soaked(HEALTH, "PPPPPP"), failed), END, END))
                .isEqualTo(new Passed());
    }

    @Test
    void without_checks_time_alone_decides() {
        assertThat(Verification.soakVerdict(List.of(), List.of(), END, END.minusMillis(1)))
                .isEqualTo(new Pending(END));
        assertThat(Verification.soakVerdict(List.of(), List.of(), END, END)).isEqualTo(new Passed());
    }

    @Test
    void before_the_end_the_next_try_is_told_or_the_end_where_that_is_sooner() {
        var result = soaked(HEALTH, "PP");
        assertThat(Verification.soakVerdict(List.of(HEALTH), List.of(result), END, START.plusSeconds(20)))
                .isEqualTo(new Pending(START.plusSeconds(30)));
        assertThat(Verification.soakVerdict(
                        List.of(HEALTH),
                        List.of(soaked(HEALTH, "PPPPP")),
                        START.plusSeconds(55),
                        START.plusSeconds(51)))
                .isEqualTo(new Pending(START.plusSeconds(55)));
    }

    @Test
    void after_the_end_the_next_try_of_what_wavers_is_told() {
        assertThat(Verification.soakVerdict(List.of(HEALTH), List.of(soaked(HEALTH, "PPPPPF")), END, END))
                .isEqualTo(new Pending(END.plusSeconds(10)));
    }

    @Test
    void a_soak_of_no_length_is_over_with_the_try_that_verified() {
        var verified = verified(HEALTH);
        assertThat(Verification.soakVerdict(
                        List.of(HEALTH), Verification.soak(List.of(HEALTH), List.of(verified), START), START, START))
                .isEqualTo(new Passed());
    }

    @Test
    void a_soak_begins_with_what_was_verified_and_asks_the_rest_anew() {
        var passed = verified(HEALTH);
        var gaveUp = new CheckResult("ready", true, State.FAILED, 9, 9, START, START, START, "503");
        Check fresh = check("added since", false);
        Instant now = START.plusSeconds(1);
        assertThat(Verification.soak(List.of(HEALTH, READY, fresh), List.of(passed, gaveUp), now))
                .containsExactly(passed, Verification.start(READY, now), Verification.start(fresh, now));
    }

    @Test
    void a_check_that_was_added_since_is_waited_for() {
        Check fresh = check("added since", false);
        var results = Verification.soak(List.of(fresh), List.of(), START);
        assertThat(Verification.soakVerdict(List.of(fresh), results, END, END)).isInstanceOf(Pending.class);
        var passed = Verification.soaked(fresh, results.getFirst(), Answer.passed("ok"), END);
        assertThat(Verification.soakVerdict(List.of(fresh), List.of(passed), END, END))
                .isEqualTo(new Passed());
    }

    @Test
    void what_holds_is_tried_again_every_so_often_and_what_failed_is_not() {
        var result = soaked(HEALTH, "P");
        assertThat(Verification.soakDue(HEALTH, result, START.plusSeconds(19))).isFalse();
        assertThat(Verification.soakDue(HEALTH, result, START.plusSeconds(20))).isTrue();
        assertThat(Verification.soakDue(HEALTH, soaked(HEALTH, "FFF"), Instant.MAX))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"P, 0", "F, 1", "FFFFFFFFFF, 10", "E, 0", "FO, 1"})
    void a_glimpse_decides_nothing(String tries, int failures) {
        var result = Verification.start(HEALTH, START);
        Instant now = START;
        for (int i = 0; i < tries.length(); i++) {
            now = now.plus(HEALTH.every()).plus(HEALTH.within());
            result = Verification.glimpse(HEALTH, result, answer(tries.charAt(i)), now);
        }
        assertThat(result.state()).isEqualTo(State.PENDING);
        assertThat(result.failuresInARow()).isEqualTo(failures);
        assertThat(result.triedAt()).isEqualTo(now);
        assertThat(result.answer())
                .isEqualTo(answer(tries.charAt(tries.length() - 1)).words());
    }

    private static CheckResult soaked(Check check, String tries) {
        CheckResult result = Verification.soak(List.of(check), List.of(verified(check)), START)
                .getFirst();
        Instant now = START;
        for (int i = 0; i < tries.length(); i++) {
            now = now.plus(check.every());
            result = Verification.soaked(check, result, answer(tries.charAt(i)), now);
        }
        return result;
    }

    private static CheckResult verified(Check check) {
        return Verification.next(check, Verification.start(check, START), Answer.passed("passed"), START);
    }

    private static Answer answer(char letter) {
        return switch (letter) {
            case 'P' -> Answer.passed("passed");
            case 'F' -> Answer.failed("failed");
            case 'O' -> Answer.open("open");
            case 'E' -> Answer.excused("excused");
            default -> throw new IllegalArgumentException(String.valueOf(letter));
        };
    }

    private static String kind(Verdict verdict) {
        return switch (verdict) {
            case Pending pending -> "pending";
            case Passed passed -> "passed";
            case Failed failed -> "failed";
        };
    }

    private static Check check(String name, boolean optional) {
        var probe = new Check.Served("web", URI.create("https://shop.example/"));
        return new Check(name, optional, Duration.ofSeconds(50), Duration.ofSeconds(10), 3, probe);
    }
}
