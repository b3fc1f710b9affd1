package dev.belay.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.rollout.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Identity CI = new Identity(new Caller("ci", Caller.ALL), Role.ADMIN, Means.TOKEN);
    private static final Identity ALICE = new Identity(new Caller("alice", Caller.ALL), Role.ADMIN, Means.OIDC);

    private final Ticking clock = new Ticking();
    private final Limits limits = new Limits(new Rates(10, 2, 3), clock);

    @Test
    void who_writes_too_much_waits_and_nobody_else() {
        assertThat(limits.take(CI, true)).isEmpty();
        assertThat(limits.take(CI, true)).isEmpty();
        var refused = limits.take(CI, true).orElseThrow();
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeaderString("Retry-After")).isEqualTo("31");
        assertThat(((Problem) refused.getEntity()).type()).endsWith("/too-many-requests");
        assertThat(limits.take(CI, false)).isEmpty();
        assertThat(limits.take(ALICE, true)).isEmpty();
        clock.now = clock.now.plus(Duration.ofSeconds(31));
        assertThat(limits.take(CI, true)).isEmpty();
    }

    @Test
    void a_token_and_a_person_of_one_name_are_two() {
        var person = new Identity(CI.caller(), Role.ADMIN, Means.OIDC_SESSION);
        for (int i = 0; i < 10; i++) {
            assertThat(limits.take(CI, false)).isEmpty();
        }
        assertThat(limits.take(CI, false)).isPresent();
        assertThat(limits.take(person, false)).isEmpty();
    }

    @Test
    void failures_are_counted_by_address_and_by_network_in_ipv6() {
        for (int i = 0; i < 3; i++) {
            assertThat(limits.exhausted("2001:db8::1")).isFalse();
            assertThat(limits.failed("2001:db8::" + i)).isEmpty();
        }
        assertThat(limits.exhausted("2001:db8::ffff")).isTrue();
        assertThat(limits.failed("2001:db8::ffff")).isPresent();
        assertThat(limits.failed("2001:db8:0:1::1")).isEmpty();
        assertThat(limits.failed("10.0.0.1")).isEmpty();
        assertThat(limits.failed("not an address")).isEmpty();
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-11-20T14:52:10Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
