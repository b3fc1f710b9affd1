package dev.belay.announce.aws;

import dev.belay.announce.Topics;
import dev.belay.aws.Failures;
import dev.belay.model.AwsScope;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Topics through the SDK. Makes no retries of its own. */
public final class SdkTopics implements Topics {
    private final Function<AwsScope, SnsClient> sns;

    public SdkTopics(Function<AwsScope, SnsClient> sns) {
        this.sns = sns;
    }

    @Override
    public String publish(AwsScope scope, Message message) {
        var attributes = new TreeMap<String, MessageAttributeValue>();
        message.attributes()
                .forEach((name, value) -> attributes.put(
                        name,
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(value)
                                .build()));
        var request = PublishRequest.builder()
                .topicArn(message.topic())
                .subject(message.subject())
                .message(message.text())
                .messageAttributes(attributes);
        Once once = message.once();
        if (once != null) {
            request.messageGroupId(once.group()).messageDeduplicationId(once.deduplication());
        }
        String name = message.topic().substring(message.topic().lastIndexOf(':') + 1);
        return Failures.translating(
                "sns Publish " + name,
                () -> sns.apply(scope).publish(request.build()).messageId());
    }
}
