package dev.belay.localcloud.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;

class SnsSimulatorTest {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final SnsClient sns =
            Aws.pointed(SnsClient.builder(), cloud.endpoint()).build();

    @AfterEach
    void close() {
        sns.close();
        cloud.close();
    }

    @Test
    void what_is_published_is_kept_and_shown() throws Exception {
        String topic = sns.createTopic(b -> b.name("deploys")).topicArn();
        sns.publish(b -> b.topicArn(topic)
                .subject("restored")
                .message("{\"id\": 1}")
                .messageAttributes(Map.of(
                        "kind",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("restored")
                                .build())));
        sns.publish(b -> b.topicArn(topic).message("{\"id\": 1}"));
        assertThat(cloud.sns().published()).hasSize(2);
        assertThat(cloud.sns().published().getFirst().attributes()).containsEntry("kind", "restored");
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(
                                    HttpRequest.newBuilder(cloud.endpoint().resolve("/_cloud/sns"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("\"subject\" : \"restored\"");
        }
    }

    @Test
    void a_fifo_topic_takes_the_same_deduplication_id_once_in_five_minutes() {
        String topic = sns.createTopic(b -> b.name("deploys.fifo").attributes(Map.of("FifoTopic", "true")))
                .topicArn();
        var first = sns.publish(
                b -> b.topicArn(topic).message("a").messageGroupId("g").messageDeduplicationId("1"));
        clock.advance(Duration.ofMinutes(4));
        var again = sns.publish(
                b -> b.topicArn(topic).message("a").messageGroupId("g").messageDeduplicationId("1"));
        assertThat(again.messageId()).isEqualTo(first.messageId());
        assertThat(cloud.sns().published()).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        sns.publish(b -> b.topicArn(topic).message("a").messageGroupId("g").messageDeduplicationId("1"));
        assertThat(cloud.sns().published()).hasSize(2);
    }

    @Test
    void what_a_topic_cannot_take_is_refused() {
        String fifo = sns.createTopic(b -> b.name("q.fifo").attributes(Map.of("FifoTopic", "true")))
                .topicArn();
        assertThatThrownBy(() -> sns.publish(b -> b.topicArn(fifo).message("a")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("MessageGroupId");
        assertThatThrownBy(() -> sns.publish(b -> b.topicArn(fifo + "x").message("a")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> sns.listTopics())
                .isInstanceOf(SnsException.class)
                .hasMessageContaining("does not know the operation ListTopics");
    }
}
