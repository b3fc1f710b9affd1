package dev.belay.localcloud.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One standard queue. A message that was received is hidden for a while, and comes again unless it is deleted. */
final class Queue {
    /** What a queue has where CreateQueue says nothing. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "VisibilityTimeout", "30",
            "ReceiveMessageWaitTimeSeconds", "0",
            "MessageRetentionPeriod", "345600",
            "DelaySeconds", "0",
            "MaximumMessageSize", "262144",
            "Policy", "",
            "RedrivePolicy", "",
            "SqsManagedSseEnabled", "true",
            "KmsMasterKeyId", "");

    private static final class Stored {
        final String id;
        final String body;
        final Instant sentAt;
        Instant visibleAt;
        int received;

        Stored(String id, String body, Instant sentAt, Instant visibleAt) {
            this.id = id;
            this.body = body;
            this.sentAt = sentAt;
            this.visibleAt = visibleAt;
        }
    }

    final String arn;
    private final Map<String, String> attributes = new TreeMap<>(DEFAULTS);
    private final Map<String, Stored> messages = new LinkedHashMap<>();
    private int numbers;

    Queue(String arn, Map<String, String> attributes) {
        this.arn = arn;
        set(attributes);
    }

    void set(Map<String, String> changed) {
        changed.forEach((name, value) -> {
            if (!DEFAULTS.containsKey(name)) {
                throw new RefusedException("InvalidAttributeName", "Unknown Attribute " + name + ".");
            }
            attributes.put(name, value);
        });
    }

    boolean has(Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(one -> one.getValue().equals(attributes.get(one.getKey())));
    }

    int number(String attribute) {
        return Integer.parseInt(attributes.getOrDefault(attribute, "0"));
    }

    /** Returns the message's id. */
    String send(String body, int delaySeconds, Instant now) {
        if (body.isEmpty()) {
            throw new RefusedException("InvalidParameterValue", "Message body must be at least 1 character long.");
        }
        String id = "00000000-0000-0000-0000-%012d".formatted(++numbers);
        messages.put(id, new Stored(id, body, now, now.plusSeconds(delaySeconds)));
        return id;
    }

    /** Up to so many of those that can be seen, which are then hidden for so long. */
    List<ObjectNode> receive(int most, Duration hidden, Instant now) {
        forgetOld(now);
        List<ObjectNode> received = new ArrayList<>();
        for (Stored message : messages.values()) {
            if (received.size() < most && !message.visibleAt.isAfter(now)) {
                message.visibleAt = now.plus(hidden);
                message.received++;
                received.add(shown(message));
            }
        }
        return received;
    }

    private void forgetOld(Instant now) {
        Instant oldest = now.minusSeconds(number("MessageRetentionPeriod"));
        messages.values().removeIf(message -> message.sentAt.isBefore(oldest));
    }

    private static ObjectNode shown(Stored message) {
        ObjectNode shown = Json.object()
                .put("MessageId", message.id)
                .put("ReceiptHandle", message.id + "#" + message.received)
                .put("MD5OfBody", Md5.of(message.body))
                .put("Body", message.body);
        shown.putObject("Attributes")
                .put("SentTimestamp", Long.toString(message.sentAt.toEpochMilli()))
                .put("ApproximateReceiveCount", Integer.toString(message.received));
        return shown;
    }

    /** By any receipt that was ever given for it; one that is gone already is fine. */
    void delete(String receipt) {
        int number = receipt.indexOf('#');
        if (number < 0) {
            throw new RefusedException(
                    "ReceiptHandleIsInvalid", "The input receipt handle \"" + receipt + "\" is not valid.");
        }
        messages.remove(receipt.substring(0, number));
    }

    void purge() {
        messages.clear();
    }

    ObjectNode attributes(Collection<String> names, Instant now) {
        forgetOld(now);
        long hidden = messages.values().stream()
                .filter(message -> message.visibleAt.isAfter(now))
                .count();
        Map<String, String> all = new TreeMap<>(attributes);
        all.values().removeIf(String::isEmpty);
        all.put("QueueArn", arn);
        all.put("ApproximateNumberOfMessages", Long.toString(messages.size() - hidden));
        all.put("ApproximateNumberOfMessagesNotVisible", Long.toString(hidden));
        ObjectNode shown = Json.object();
        all.forEach((name, value) -> {
            if (names.contains("All") || names.contains(name)) {
                shown.put(name, value);
            }
        });
        return shown;
    }
}
