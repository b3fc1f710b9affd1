package dev.belay.announce;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.belay.model.AwsScope;
import dev.belay.model.FollowUp;
import dev.belay.model.Receiver;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a letter is for: a copy of the record's words at the time of posting, with references in them unresolved. What it prints of itself is its
 * {@link #name}, which holds no secret.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "means")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Recipient.Slack.class, name = "slack"),
    @JsonSubTypes.Type(value = Recipient.Webhook.class, name = "webhook"),
    @JsonSubTypes.Type(value = Recipient.Sns.class, name = "sns"),
    @JsonSubTypes.Type(value = Recipient.GitHub.class, name = "github")
})
public sealed interface Recipient {
    Pattern HOST = Pattern.compile("https?://([A-Za-z0-9.\\-]+|\\[[0-9A-Fa-f:.]+])(?::\\d+)?(?:[/?#].*)?");

    /** For people, and for {@link dev.belay.model.Rollout.Told}. */
    String name();

    static Recipient of(Receiver receiver) {
        return switch (receiver) {
            case Receiver.Slack slack -> new Slack(slack.url());
            case Receiver.Webhook webhook -> new Webhook(webhook.url(), webhook.key());
            case Receiver.Sns sns -> new Sns(sns.topic(), sns.aws());
        };
    }

    static Recipient of(FollowUp followUp, Trouble trouble) {
        return new GitHub(
                followUp.api(),
                followUp.repository(),
                followUp.token(),
                followUp.labels(),
                trouble.key(),
                trouble.earliest());
    }

    /** A channel of Slack; the address is a secret by itself. */
    record Slack(String url) implements Recipient {
        @Override
        public String name() {
            return "slack";
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** Any program that takes a POST. */
    record Webhook(String url, @Nullable String key) implements Recipient {
        @Override
        public String name() {
            Matcher host = HOST.matcher(url);
            return host.matches() ? "webhook " + host.group(1) : "webhook";
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** A topic of SNS, by its ARN. */
    record Sns(String topic, AwsScope aws) implements Recipient {
        @Override
        public String name() {
            return topic.substring(topic.lastIndexOf(':') + 1);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * An issue.
     *
     * @param key what it is found again by, together with the target
     * @param earliest no issue that was opened before this is it
     */
    record GitHub(URI api, String repository, String token, List<String> labels, String key, Instant earliest)
            implements Recipient {
        public GitHub {
            labels = List.copyOf(labels);
        }

        @Override
        public String name() {
            return "github " + repository;
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
