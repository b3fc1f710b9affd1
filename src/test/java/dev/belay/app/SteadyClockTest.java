package dev.belay.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What becomes of a daemon's time when somebody sets the machine's clock. */
class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-11-20T14:32:00Z");

    private Instant machine = START;
    private long nanos;
    private final SteadyClock clock = new SteadyClock(
            new Clock() {
                @Override
                public Instant instant() {
                    return machine;
                }

                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }
            },
            () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
        machine = machine.plus(time);
    }

    @Test
    void it_goes_with_the_machine_s() {
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMillis(731));
            assertThat(clock.instant()).isEqualTo(machine);
        }
    }

    @Test
    void it_goes_on_when_the_machine_s_is_set_back_and_both_agree_again_in_time() {
        machine = machine.minusSeconds(60);
        pass(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(9));
        for (int i = 0; i < 700; i++) {
            pass(Duration.ofSeconds(1));
            Instant before = clock.instant();
            assertThat(clock.instant()).isAfterOrEqualTo(before);
        }
        assertThat(clock.instant()).isEqualTo(machine);
    }

    @Test
    void it_follows_when_the_machine_s_is_set_forward() {
        machine = machine.plusSeconds(60);
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
    }
}
