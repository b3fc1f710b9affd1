package dev.belay.notify.aws;

import dev.belay.aws.Failures;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.notify.NotificationQueue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/** A queue of SQS through the SDK, as the daemon itself and in the region that its URL names. */
public final class SdkNotificationQueue implements NotificationQueue {
    /** Beyond the wait: as long as any other attempt of a call gets, and a second one where the first came to nothing. */
    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    private static final Duration CALL = Duration.ofSeconds(12);

    /** Also of VPC endpoints ({@code vpce-….sqs.REGION.vpce.amazonaws.com}), and in the old form. */
    private static final Pattern HOST = Pattern.compile("(?:.*\\.)?sqs(?:-fips)?\\.([a-z0-9-]+)(?:\\.vpce|\\.api)?\\."
            + "(?:amazonaws\\.com(?:\\.cn)?|aws)|([a-z0-9-]+)\\.queue\\.amazonaws\\.com(?:\\.cn)?");

    private final Function<AwsScope, SqsClient> sqs;
    private final String url;
    private final AwsScope scope;

    /** @param url of the queue */
    public SdkNotificationQueue(Function<AwsScope, SqsClient> sqs, URI url) {
        this.sqs = sqs;
        this.url = url.toString();
        this.scope = new AwsScope(region(url), null, null);
    }

    /** Null: the URL is not of AWS's own form, and the region is the daemon's. */
    static @Nullable String region(URI url) {
        Matcher host = HOST.matcher(url.getHost() == null ? "" : url.getHost());
        if (!host.matches()) {
            return null;
        }
        return host.group(1) == null ? host.group(2) : host.group(1);
    }

    @Override
    public List<Message> receive(Duration wait) {
        return Failures.translating(
                what("ReceiveMessage"),
                () -> sqs
                        .apply(scope)
                        .receiveMessage(request -> request.queueUrl(url)
                                .maxNumberOfMessages(BATCH)
                                .waitTimeSeconds((int) wait.toSeconds())
                                .overrideConfiguration(patience(wait)))
                        .messages()
                        .stream()
                        .map(message -> new Message(message.receiptHandle(), message.body()))
                        .toList());
    }

    private static AwsRequestOverrideConfiguration patience(Duration wait) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT.plus(wait))
                .apiCallTimeout(CALL.plus(wait))
                .build();
    }

    @Override
    public void delete(List<Message> messages) {
        var entries = new ArrayList<DeleteMessageBatchRequestEntry>();
        for (Message message : messages) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(message.receipt())
                    .build());
        }
        List<BatchResultErrorEntry> failed = Failures.translating(
                what("DeleteMessageBatch"),
                () -> sqs.apply(scope)
                        .deleteMessageBatch(request -> request.queueUrl(url).entries(entries))
                        .failed());
        if (!failed.isEmpty()) {
            throw new Failure.Unavailable(what("DeleteMessageBatch") + ": " + failed.size() + " of " + entries.size()
                            + " messages were not deleted: " + failed.getFirst().code())
                    .asException();
        }
    }

    private String what(String operation) {
        return "sqs " + operation + " " + url.substring(url.lastIndexOf('/') + 1);
    }
}
