package dev.belay.localcloud.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Aws;
import dev.belay.localcloud.Cbor;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class CloudWatchSimulatorTest {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final CloudWatchClient cloudWatch =
            Aws.pointed(CloudWatchClient.builder(), cloud.endpoint()).build();

    @AfterEach
    void close() {
        cloudWatch.close();
        cloud.close();
    }

    private void put(String name) {
        cloudWatch.putMetricAlarm(b -> b.alarmName(name)
                .namespace("AWS/ApplicationELB")
                .metricName("HTTPCode_Target_5XX_Count")
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(5.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .dimensions(Dimension.builder()
                        .name("LoadBalancer")
                        .value("app/shop")
                        .build()));
    }

    private MetricAlarm alarm(String name) {
        return cloudWatch.describeAlarms(b -> b.alarmNames(name)).metricAlarms().getFirst();
    }

    @Test
    void an_alarm_knows_nothing_at_first_and_is_then_what_it_is_set_to() {
        put("shop-5xx");
        assertThat(alarm("shop-5xx").stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);
        clock.advance(Duration.ofMinutes(1));
        cloudWatch.setAlarmState(
                b -> b.alarmName("shop-5xx").stateValue(StateValue.ALARM).stateReason("12 in a minute"));
        MetricAlarm alarm = alarm("shop-5xx");
        assertThat(alarm.stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm.stateReason()).isEqualTo("12 in a minute");
        assertThat(alarm.stateTransitionedTimestamp()).isEqualTo(clock.instant());
        assertThat(alarm.threshold()).isEqualTo(5);
        assertThat(alarm.dimensions())
                .singleElement()
                .satisfies(d -> assertThat(d.value()).isEqualTo("app/shop"));
    }

    @Test
    void an_alarm_that_is_set_to_what_it_is_has_not_changed_since() {
        put("shop-5xx");
        cloudWatch.setAlarmState(b -> b.alarmName("shop-5xx").stateValue("OK").stateReason("a"));
        var since = alarm("shop-5xx").stateTransitionedTimestamp();
        clock.advance(Duration.ofMinutes(1));
        cloudWatch.setAlarmState(b -> b.alarmName("shop-5xx").stateValue("OK").stateReason("b"));
        assertThat(alarm("shop-5xx").stateTransitionedTimestamp()).isEqualTo(since);
        assertThat(alarm("shop-5xx").stateUpdatedTimestamp()).isEqualTo(clock.instant());
        put("shop-5xx");
        assertThat(alarm("shop-5xx").stateValue()).isEqualTo(StateValue.OK);
    }

    @Test
    void alarms_that_there_are_not_are_left_out_of_the_answer() {
        put("a");
        assertThat(cloudWatch.describeAlarms(b -> b.alarmNames("a", "never")).metricAlarms())
                .hasSize(1);
        assertThatThrownBy(() -> cloudWatch.setAlarmState(
                        b -> b.alarmName("never").stateValue("OK").stateReason("")))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ResourceNotFound"));
        cloudWatch.deleteAlarms(b -> b.alarmNames("a"));
        assertThat(cloudWatch.describeAlarms().metricAlarms()).isEmpty();
    }

    @Test
    void alarms_are_found_by_prefix_and_state_a_page_at_a_time() {
        put("shop-1");
        put("shop-2");
        put("shop-3");
        put("other");
        assertThat(cloudWatch
                        .describeAlarmsPaginator(b -> b.alarmNamePrefix("shop-").maxRecords(2))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("shop-1", "shop-2", "shop-3");
        assertThat(cloudWatch
                        .describeAlarms(b -> b.stateValue(StateValue.ALARM))
                        .metricAlarms())
                .isEmpty();
    }

    @Test
    void what_is_not_simulated_is_refused_by_name() {
        assertThatThrownBy(() -> cloudWatch.listMetrics())
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("the local cloud's CloudWatch does not know the operation ListMetrics");
    }

    private HttpResponse<byte[]> cbor(String operation, ObjectNode body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(cloud.endpoint()
                                    .resolve("/service/GraniteServiceVersion20100801/operation/" + operation))
                            .header("smithy-protocol", "rpc-v2-cbor")
                            .header("Content-Type", "application/cbor")
                            .header(
                                    "Authorization",
                                    "AWS4-HMAC-SHA256 Credential=local/20261120/eu-north-1/monitoring/aws4_request")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(Cbor.write(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void clients_that_speak_cbor_see_the_same_alarms() throws Exception {
        put("shop-5xx");
        ObjectNode asked = Json.parse("{\"AlarmNames\": [\"shop-5xx\"]}");
        var answer = cbor("DescribeAlarms", asked);
        assertThat(answer.headers().firstValue("smithy-protocol")).contains("rpc-v2-cbor");
        assertThat(Cbor.read(answer.body()).at("/MetricAlarms/0/Threshold").asDouble())
                .isEqualTo(5);
        assertThat(Cbor.read(answer.body())
                        .at("/MetricAlarms/0/StateUpdatedTimestamp")
                        .asDouble())
                .isEqualTo(clock.instant().toEpochMilli() / 1000.0);
        cloud.faults().next(1, "monitoring", "DescribeAlarms", new Fault.Throttle());
        assertThat(Cbor.read(cbor("DescribeAlarms", asked).body())
                        .path("__type")
                        .asText())
                .isEqualTo("ThrottlingException");
    }
}
