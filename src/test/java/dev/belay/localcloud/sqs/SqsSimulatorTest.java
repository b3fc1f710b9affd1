package dev.belay.localcloud.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsSimulatorTest {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final SqsClient sqs =
            Aws.pointed(SqsClient.builder(), cloud.endpoint()).build();
    private final S3Client s3 = Aws.pointed(S3Client.builder(), cloud.endpoint())
            .forcePathStyle(true)
            .build();
    private final String url = sqs.createQueue(b -> b.queueName("belay")).queueUrl();
    private final String arn = cloud.scope().arn("sqs", "belay");

    @AfterEach
    void close() {
        s3.close();
        sqs.close();
        cloud.close();
    }

    private List<Message> received() {
        return sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10)).messages();
    }

    @Test
    void a_queue_is_found_by_its_name_and_shows_how_full_it_is() {
        assertThat(sqs.getQueueUrl(b -> b.queueName("belay")).queueUrl()).isEqualTo(url);
        sqs.sendMessage(b -> b.queueUrl(url).messageBody("one"));
        sqs.sendMessage(b -> b.queueUrl(url).messageBody("two"));
        sqs.receiveMessage(b -> b.queueUrl(url));
        var attributes = sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings();
        assertThat(attributes)
                .containsEntry("QueueArn", arn)
                .containsEntry("ApproximateNumberOfMessages", "1")
                .containsEntry("ApproximateNumberOfMessagesNotVisible", "1");
        sqs.purgeQueue(b -> b.queueUrl(url));
        clock.advance(Duration.ofMinutes(1));
        assertThat(received()).isEmpty();
    }

    @Test
    void a_queue_keeps_messages_hidden_and_at_all_as_long_as_it_was_made_to() {
        var made =
                Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "5", QueueAttributeName.MESSAGE_RETENTION_PERIOD, "60");
        String other =
                sqs.createQueue(b -> b.queueName("brief").attributes(made)).queueUrl();
        sqs.sendMessage(b -> b.queueUrl(other).messageBody("one"));
        assertThat(sqs.receiveMessage(b -> b.queueUrl(other)).messages()).hasSize(1);
        clock.advanceSeconds(5);
        assertThat(sqs.receiveMessage(b -> b.queueUrl(other)).messages()).hasSize(1);
        clock.advanceSeconds(60);
        assertThat(sqs.receiveMessage(b -> b.queueUrl(other)).messages()).isEmpty();
    }

    @Test
    void batches_are_sent_and_deleted_one_by_one() {
        var sent = sqs.sendMessageBatch(b -> b.queueUrl(url).entries(entry("a", "one"), entry("b", "")));
        assertThat(sent.successful()).extracting(one -> one.id()).containsExactly("a");
        assertThat(sent.failed()).extracting(one -> one.id()).containsExactly("b");
        String receipt = received().getFirst().receiptHandle();
        var deleted = sqs.deleteMessageBatch(b -> b.queueUrl(url)
                .entries(
                        DeleteMessageBatchRequestEntry.builder()
                                .id("a")
                                .receiptHandle(receipt)
                                .build(),
                        DeleteMessageBatchRequestEntry.builder()
                                .id("b")
                                .receiptHandle("nonsense")
                                .build()));
        assertThat(deleted.successful()).extracting(one -> one.id()).containsExactly("a");
        assertThat(deleted.failed()).extracting(one -> one.code()).containsExactly("ReceiptHandleIsInvalid");
    }

    private static SendMessageBatchRequestEntry entry(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
    }

    @Test
    void a_bucket_tells_a_queue_of_the_keys_that_it_was_told_to_and_tries_it_first() {
        s3.createBucket(b -> b.bucket("records"));
        notify("records", arn, "production/pins/");
        assertThat(received())
                .extracting(Message::body)
                .singleElement()
                .asString()
                .contains("s3:TestEvent");
        put("production/status/a b.json");
        put("production/pins/a b.yaml");
        assertThat(received())
                .extracting(Message::body)
                .singleElement()
                .asString()
                .contains("ObjectCreated:Put", "\"production/pins/a+b.yaml\"");
        s3.deleteObjects(b -> b.bucket("records")
                .delete(d -> d.objects(id("production/pins/a b.yaml"), id("production/status/a b.json"))));
        assertThat(received())
                .extracting(Message::body)
                .singleElement()
                .asString()
                .contains("ObjectRemoved:Delete", "\"production/pins/a+b.yaml\"");
        assertThat(s3.getBucketNotificationConfiguration(b -> b.bucket("records"))
                        .queueConfigurations())
                .hasSize(1);
    }

    @Test
    void a_bucket_takes_no_queue_that_is_not_there() {
        s3.createBucket(b -> b.bucket("records"));
        assertThatThrownBy(() -> notify("records", arn + "-2", "pins/"))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("Unable to validate the following destination configurations");
    }

    private void put(String key) {
        s3.putObject(b -> b.bucket("records").key(key), RequestBody.fromString("x"));
    }

    private static ObjectIdentifier id(String key) {
        return ObjectIdentifier.builder().key(key).build();
    }

    private void notify(String bucket, String queue, String prefix) {
        FilterRule rule =
                FilterRule.builder().name(FilterRuleName.PREFIX).value(prefix).build();
        QueueConfiguration one = QueueConfiguration.builder()
                .queueArn(queue)
                .events(Event.S3_OBJECT_CREATED, Event.S3_OBJECT_REMOVED)
                .filter(filter -> filter.key(key -> key.filterRules(rule)))
                .build();
        s3.putBucketNotificationConfiguration(
                request -> request.bucket(bucket).notificationConfiguration(all -> all.queueConfigurations(one)));
    }

    @Test
    void what_it_does_not_know_is_refused_by_name() {
        assertThatThrownBy(() -> sqs.getQueueUrl(b -> b.queueName("other")))
                .isInstanceOf(QueueDoesNotExistException.class);
        assertThatThrownBy(() -> sqs.listQueueTags(b -> b.queueUrl(url)))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("does not know the operation ListQueueTags");
        assertThatThrownBy(() -> sqs.createQueue(b -> b.queueName("belay.fifo")))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("no FIFO queues");
    }
}
