package dev.belay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.localcloud.Aws;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.verify.Answer.Kind;
import dev.belay.verify.aws.SdkAlarms;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** An alarm in the local cloud, on virtual time, through the SDK. */
class AlarmOnTheWireTest {
    private static final Check.Alarm ERRORS = new Check.Alarm("shop-5xx", AwsScope.DEFAULT);

    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final CloudWatchClient cloudWatch =
            Aws.pointed(CloudWatchClient.builder(), cloud.endpoint()).build();
    private final AwsClients clients = new AwsClients(
            AwsAccess.to(cloud.endpoint(), "eu-north-1", "local", "local")
                    .within(Duration.ofSeconds(5), Duration.ofSeconds(5)),
            clock,
            (service, operation, outcome, took) -> {});
    private final AlarmProbe probe = new AlarmProbe(new SdkAlarms(clients::cloudWatch));

    @AfterEach
    void stop() {
        clients.close();
        cloudWatch.close();
        cloud.close();
    }

    @Test
    void an_alarm_that_is_not_there_stays_open() {
        assertThat(ask()).isEqualTo(Kind.OPEN);
    }

    @Test
    void a_new_alarm_without_data_passes() {
        made();
        assertThat(ask()).isEqualTo(Kind.PASSED);
    }

    @Test
    void an_alarm_that_rang_before_is_excused_until_it_was_silent_once() {
        made();
        rings(StateValue.ALARM);
        clock.advanceSeconds(60);
        var started = clock.instant();
        // Told anew that it rings, it still does so since before.
        rings(StateValue.ALARM);
        assertThat(probe.probe(ERRORS, started).kind()).isEqualTo(Kind.EXCUSED);
        rings(StateValue.OK);
        assertThat(probe.probe(ERRORS, started).kind()).isEqualTo(Kind.PASSED);
        clock.advanceSeconds(1);
        rings(StateValue.ALARM);
        assertThat(probe.probe(ERRORS, started).kind()).isEqualTo(Kind.FAILED);
    }

    @Test
    void a_throttle_stays_open() {
        made();
        cloud.faults().always("monitoring", "DescribeAlarms", new Fault.Throttle());
        assertThat(ask()).isEqualTo(Kind.OPEN);
    }

    private Kind ask() {
        return probe.probe(ERRORS, clock.instant()).kind();
    }

    private void made() {
        cloudWatch.putMetricAlarm(alarm -> alarm.alarmName("shop-5xx")
                .namespace("AWS/ApplicationELB")
                .metricName("HTTPCode_Target_5XX_Count")
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(1)
                .period(60)
                .threshold(5.0));
    }

    private void rings(StateValue state) {
        cloudWatch.setAlarmState(
                alarm -> alarm.alarmName("shop-5xx").stateValue(state).stateReason("a test says so"));
    }
}
