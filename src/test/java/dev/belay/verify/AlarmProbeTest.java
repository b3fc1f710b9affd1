package dev.belay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.model.Failure;
import dev.belay.verify.Alarms.Seen;
import dev.belay.verify.Alarms.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlarmProbeTest {
    private static final Instant STARTED = World.STARTED;

    @Test
    void an_alarm_that_is_ok_passes() {
        assertThat(judge(State.OK, STARTED)).isEqualTo(Answer.passed("shop-5xx is OK"));
    }

    @Test
    void one_that_rings_since_the_rollout_began_fails() {
        assertThat(judge(State.ALARM, STARTED))
                .isEqualTo(Answer.failed("shop-5xx is in ALARM since 2026-11-20T14:50:00Z: 7 errors"));
    }

    @Test
    void one_that_rang_before_is_excused() {
        assertThat(judge(State.ALARM, STARTED.minusMillis(1)))
                .isEqualTo(
                        Answer.excused(
                                "shop-5xx is in ALARM since 2026-11-20T14:49:59.999Z, before the rollout began at 2026-11-20T14:50:00Z: 7 errors"));
    }

    @Test
    void one_that_rings_nobody_knows_since_when_stays_open() {
        assertThat(AlarmProbe.judge("shop-5xx", new Seen(State.ALARM, null, "7 errors"), STARTED)
                        .kind())
                .isEqualTo(Answer.Kind.OPEN);
    }

    @Test
    void one_without_data_blocks_nothing() {
        assertThat(judge(State.INSUFFICIENT_DATA, STARTED))
                .isEqualTo(Answer.passed("shop-5xx has too few data to tell (INSUFFICIENT_DATA), which is not ALARM"));
    }

    @Test
    void one_that_cannot_be_read_stays_open() {
        var probe = new AlarmProbe((scope, name) -> {
            throw new Failure.Throttled("cloudwatch DescribeAlarms " + name + ": Rate exceeded").asException();
        });
        assertThat(probe.probe(new Check.Alarm("shop-5xx", AwsScope.DEFAULT), STARTED))
                .isEqualTo(Answer.open("cloudwatch DescribeAlarms shop-5xx: Rate exceeded"));
    }

    private static Answer judge(State state, Instant since) {
        return AlarmProbe.judge("shop-5xx", new Seen(state, since, "7 errors"), STARTED);
    }
}
