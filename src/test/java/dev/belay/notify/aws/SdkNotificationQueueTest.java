package dev.belay.notify.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.localcloud.Aws;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.notify.NotificationQueue;
import dev.belay.notify.NotificationQueueContract;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The real SDK client over HTTP against the local cloud's SQS. */
class SdkNotificationQueueTest extends NotificationQueueContract {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final SqsClient somebody =
            Aws.pointed(SqsClient.builder(), cloud.endpoint()).build();
    private final AwsClients clients = new AwsClients(
            AwsAccess.to(cloud.endpoint(), "eu-north-1", "local", "local"),
            Clock.systemUTC(),
            (service, operation, result, duration) -> {});
    private final String url = somebody.createQueue(b -> b.queueName("belay")).queueUrl();
    private final NotificationQueue queue = new SdkNotificationQueue(clients::sqs, URI.create(url));

    @AfterEach
    void close() {
        clients.close();
        somebody.close();
        cloud.close();
    }

    @Override
    protected NotificationQueue queue() {
        return queue;
    }

    @Override
    protected void send(String body) {
        somebody.sendMessage(b -> b.queueUrl(url).messageBody(body));
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void a_message_that_comes_while_it_waits_is_received() throws InterruptedException {
        var received = new CopyOnWriteArrayList<String>();
        Thread waiting = Thread.startVirtualThread(
                () -> queue.receive(Duration.ofSeconds(20)).forEach(message -> received.add(message.body())));
        send("now");
        waiting.join();
        assertThat(received).containsExactly("now");
    }

    @Test
    void a_wait_is_longer_than_other_calls_may_take_and_ends_by_itself() {
        var impatient = new AwsClients(
                AwsAccess.to(cloud.endpoint(), "eu-north-1", "local", "local")
                        .within(Duration.ofMillis(500), Duration.ofSeconds(1)),
                Clock.systemUTC(),
                (service, operation, result, duration) -> {});
        try (impatient) {
            var patient = new SdkNotificationQueue(impatient::sqs, URI.create(url));
            assertThat(patient.receive(Duration.ofSeconds(2))).isEmpty();
            assertThat(cloud.calls().count("sqs", "ReceiveMessage")).isOne();
        }
    }

    @Test
    void whoever_waits_can_be_cut_off() throws InterruptedException {
        Thread waiting = Thread.startVirtualThread(() -> {
            try {
                queue.receive(Duration.ofSeconds(20));
            } catch (FailureException e) {
                // As it should be.
            }
        });
        while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void a_queue_that_is_not_there_or_not_ours_is_said_to_be() {
        somebody.deleteQueue(b -> b.queueUrl(url));
        assertThat(failure()).isInstanceOf(Failure.NotFound.class);
        cloud.faults().next(1, "sqs", "ReceiveMessage", new Fault.Denied());
        assertThat(failure()).isInstanceOf(Failure.Denied.class);
        assertThat(failure().message()).startsWith("sqs ReceiveMessage belay: ");
    }

    private Failure failure() {
        try {
            queue.receive(Duration.ZERO);
        } catch (FailureException e) {
            return e.failure();
        }
        throw new AssertionError("it was received");
    }

    @Test
    void a_message_that_was_not_deleted_is_told_of() {
        var strange = List.of(new NotificationQueue.Message("no receipt", "x"));
        assertThatThrownBy(() -> queue.delete(strange))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("1 of 1 messages were not deleted");
    }

    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-north-1.amazonaws.com/123456789012/belay, eu-north-1",
        "https://eu-west-1.queue.amazonaws.com/123456789012/belay, eu-west-1",
        "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/belay, cn-north-1",
        "https://sqs-fips.us-east-1.amazonaws.com/123456789012/belay, us-east-1",
        "https://sqs.us-west-2.api.aws/123456789012/belay, us-west-2",
        "https://vpce-0a1b2c3d4e5f-abcd.sqs.eu-central-1.vpce.amazonaws.com/123456789012/belay, eu-central-1",
        "http://127.0.0.1:4566/123456789012/belay,",
        "https://sqs.example.com/123456789012/belay,"
    })
    void the_region_is_the_one_of_the_urls_host(URI url, @Nullable String region) {
        assertThat(SdkNotificationQueue.region(url)).isEqualTo(region);
    }
}
