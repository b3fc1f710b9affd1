package dev.belay.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(new SplittableRandom(7));

    @Test
    void a_wait_is_between_the_half_and_the_whole_of_a_time_that_doubles_up_to_five_minutes() {
        Duration whole = Duration.ofSeconds(1);
        for (int failure = 0; failure < 40; failure++) {
            assertThat(backoff.failed("shop")).isBetween(whole.dividedBy(2), whole);
            Duration doubled = whole.multipliedBy(2);
            whole = doubled.compareTo(Backoff.MAX) < 0 ? doubled : Backoff.MAX;
        }
    }

    @Test
    void keys_that_fail_together_do_not_come_back_together() {
        var waits = new HashSet<Duration>();
        for (int i = 0; i < 100; i++) {
            waits.add(backoff.failed("target-" + i));
        }
        assertThat(waits).hasSize(100);
    }

    @Test
    void success_starts_it_anew() {
        for (int i = 0; i < 10; i++) {
            backoff.failed("shop");
        }
        backoff.reset("shop");

        assertThat(backoff.failures("shop")).isZero();
        assertThat(backoff.failed("shop")).isLessThanOrEqualTo(Backoff.BASE);
    }

    @Test
    void one_keys_failures_are_not_anothers() {
        for (int i = 0; i < 10; i++) {
            backoff.failed("shop");
        }
        assertThat(backoff.failed("other")).isLessThanOrEqualTo(Backoff.BASE);
    }
}
