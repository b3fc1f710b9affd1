package dev.belay.model;

import org.jspecify.annotations.Nullable;

/**
 * Who is told of what happens to a target. Texts may hold references such as <code>${secret:name}</code>, resolved when sent; what
 * stands there literally may be a secret by itself, so nothing of it is printed.
 */
public sealed interface Receiver {
    /**
     * A channel of Slack.
     *
     * @param url of its incoming webhook, a secret by itself
     */
    record Slack(String url) implements Receiver {
        @Override
        public String toString() {
            return "slack";
        }
    }

    /**
     * Any program that takes a POST.
     *
     * @param key that its messages are signed with; null: they are not
     */
    record Webhook(String url, @Nullable String key) implements Receiver {
        @Override
        public String toString() {
            return "webhook";
        }
    }

    /**
     * A topic of SNS.
     *
     * @param topic its ARN, which also names account and region
     */
    record Sns(String topic, AwsScope aws) implements Receiver {}
}
