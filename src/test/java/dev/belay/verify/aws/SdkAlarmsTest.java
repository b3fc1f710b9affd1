package dev.belay.verify.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.aws.TinyAws;
import dev.belay.aws.TinyAws.Answer;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.verify.Alarms.Seen;
import dev.belay.verify.Alarms.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SdkAlarmsTest {
    private final TinyAws aws = new TinyAws();
    private final AwsClients clients = new AwsClients(
            AwsAccess.to(aws.address(), "eu-north-1", "key", "secret")
                    .within(Duration.ofSeconds(5), Duration.ofSeconds(5)),
            InstantSource.system(),
            (service, operation, outcome, took) -> {});
    private final SdkAlarms alarms = new SdkAlarms(clients::cloudWatch);

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    @Test
    void an_alarm_is_in_its_state_since_its_last_transition() {
        answers(
                "MetricAlarms",
                "<StateValue>ALARM</StateValue><StateReason>Threshold Crossed</StateReason>"
                        + "<StateUpdatedTimestamp>2026-11-20T14:55:00Z</StateUpdatedTimestamp>"
                        + "<StateTransitionedTimestamp>2026-11-20T14:32:00Z</StateTransitionedTimestamp>");
        assertThat(alarms.read(AwsScope.DEFAULT, "shop-5xx"))
                .isEqualTo(new Seen(State.ALARM, Instant.parse("2026-11-20T14:32:00Z"), "Threshold Crossed"));
        assertThat(aws.asked.getFirst().body())
                .contains("Action=DescribeAlarms", "shop-5xx", "MetricAlarm", "CompositeAlarm");
    }

    @Test
    void where_the_transition_is_not_told_the_last_update_is_taken() {
        answers(
                "MetricAlarms",
                "<StateValue>OK</StateValue><StateUpdatedTimestamp>2026-11-20T14:55:00Z</StateUpdatedTimestamp>");
        assertThat(alarms.read(AwsScope.DEFAULT, "shop-5xx"))
                .isEqualTo(new Seen(State.OK, Instant.parse("2026-11-20T14:55:00Z"), "no reason given"));
    }

    @Test
    void a_composite_alarm_is_one_too() {
        answers(
                "CompositeAlarms",
                "<StateValue>INSUFFICIENT_DATA</StateValue><StateReason>new</StateReason>"
                        + "<StateTransitionedTimestamp>2026-11-20T14:32:00Z</StateTransitionedTimestamp>");
        assertThat(alarms.read(AwsScope.DEFAULT, "shop-5xx").state()).isEqualTo(State.INSUFFICIENT_DATA);
    }

    @Test
    void an_alarm_that_is_not_there_is_said_with_the_region() {
        aws.answers(Answer.xml(200, "<DescribeAlarmsResponse><DescribeAlarmsResult/></DescribeAlarmsResponse>"));
        assertThat(failure())
                .isEqualTo(new Failure.NotFound(
                        "cloudwatch DescribeAlarms shop-5xx: there is no alarm of that name in eu-north-1"));
    }

    @Test
    void a_state_that_is_not_known_is_not_taken_for_ok() {
        answers("MetricAlarms", "<StateValue>SINGING</StateValue>");
        assertThat(failure()).isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void a_throttle_is_told() {
        aws.answers(
                Answer.xml(
                        400,
                        "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>"));
        assertThat(failure()).isInstanceOf(Failure.Throttled.class);
    }

    private Failure failure() {
        return catchThrowableOfType(FailureException.class, () -> alarms.read(AwsScope.DEFAULT, "shop-5xx"))
                .failure();
    }

    private void answers(String list, String alarm) {
        aws.answers(Answer.xml(
                200,
                "<DescribeAlarmsResponse><DescribeAlarmsResult><" + list + "><member><AlarmName>shop-5xx</AlarmName>"
                        + alarm + "</member></" + list + "></DescribeAlarmsResult></DescribeAlarmsResponse>"));
    }
}
