package dev.belay.announce;

import dev.belay.model.AwsScope;
import dev.belay.model.Ordered;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Topics of SNS. */
@FunctionalInterface
public interface Topics {
    /**
     * Publishes a message, at least once.
     *
     * @return SNS's id of it
     * @throws dev.belay.model.FailureException when that did not work, or can't be told
     */
    String publish(AwsScope scope, Message message);

    /**
     * What is published.
     *
     * @param topic its ARN
     * @param subject ASCII, below 100 characters, on one line
     * @param attributes by name, texts
     * @param once null for a topic that is not FIFO
     */
    record Message(
            String topic,
            String subject,
            String text,
            SortedMap<String, String> attributes,
            @Nullable Once once) {
        public Message {
            attributes = Ordered.sorted(attributes);
        }
    }

    /** What makes a FIFO topic take a message once within five minutes, and keep the order of a group. */
    record Once(String group, String deduplication) {}
}
