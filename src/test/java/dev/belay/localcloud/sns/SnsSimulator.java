package dev.belay.localcloud.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Query;
import dev.belay.localcloud.RefusedException;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** SNS: standard and FIFO topics. Nobody is subscribed: what was published is kept and shown. */
public final class SnsSimulator implements Simulator {
    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

    /** Attributes of a topic, by its ARN. */
    private final Map<String, ObjectNode> topics = new TreeMap<>();

    private final List<Published> published = new ArrayList<>();
    private final InstantSource clock;

    /** Without topics at first. */
    public SnsSimulator(InstantSource clock) {
        this.clock = clock;
    }

    /** What was published and not a duplicate, oldest first. */
    public synchronized List<Published> published() {
        return List.copyOf(published);
    }

    @Override
    public Wire wire() {
        return Wire.QUERY;
    }

    @Override
    public synchronized Response handle(Request request) {
        String operation = operation(request);
        try {
            return Query.answer(operation, NAMESPACE, call(Scope.of(request), operation, Query.read(request)));
        } catch (RefusedException e) {
            return e.on(wire());
        }
    }

    private ObjectNode call(Scope scope, String operation, ObjectNode body) {
        return switch (operation) {
            case "CreateTopic" -> create(scope, body);
            case "Publish" -> publish(body);
            default -> throw RefusedException.unknown(wire(), "SNS", operation);
        };
    }

    private ObjectNode create(Scope scope, ObjectNode body) {
        String name = body.path("Name").asText("");
        ObjectNode attributes = Json.object();
        body.path("Attributes")
                .forEach(entry -> attributes.set(entry.path("key").asText(), entry.path("value")));
        boolean fifo = attributes.path("FifoTopic").asBoolean(false);
        if (!name.matches("[A-Za-z0-9_-]{1,251}(\\.fifo)?") || fifo != name.endsWith(".fifo")) {
            throw new RefusedException("InvalidParameter", "Invalid parameter: Topic Name");
        }
        String arn = scope.arn("sns", name);
        topics.putIfAbsent(arn, attributes);
        return Json.object().put("TopicArn", arn);
    }

    private ObjectNode publish(ObjectNode body) {
        String topic = body.path("TopicArn").asText("");
        ObjectNode attributes = topics.get(topic);
        if (attributes == null) {
            throw new RefusedException(404, "NotFound", "Topic does not exist");
        }
        Published message = message(topic, attributes, body);
        if (message.text().isEmpty()) {
            throw new RefusedException("InvalidParameter", "Invalid parameter: Empty message");
        }
        Optional<Published> earlier =
                published.stream().filter(message::repeats).findFirst();
        if (earlier.isEmpty()) {
            published.add(message);
        }
        Published answered = earlier.orElse(message);
        ObjectNode answer = Json.object().put("MessageId", answered.id());
        return topic.endsWith(".fifo")
                ? answer.put("SequenceNumber", "%020d".formatted(10L + published.indexOf(answered)))
                : answer;
    }

    private Published message(String topic, ObjectNode attributes, ObjectNode body) {
        boolean fifo = topic.endsWith(".fifo");
        String text = body.path("Message").asText("");
        String group = body.path("MessageGroupId").asText("");
        String deduplication = body.path("MessageDeduplicationId").asText("");
        if (fifo && group.isEmpty()) {
            throw new RefusedException(
                    "InvalidParameter", "Invalid parameter: The MessageGroupId parameter is required for FIFO topics");
        }
        if (fifo
                && deduplication.isEmpty()
                && attributes.path("ContentBasedDeduplication").asBoolean(false)) {
            deduplication = text;
        }
        if (fifo && deduplication.isEmpty()) {
            throw new RefusedException(
                    "InvalidParameter",
                    "Invalid parameter: The topic should either have ContentBasedDeduplication enabled or"
                            + " MessageDeduplicationId provided explicitly");
        }
        if (!fifo && !deduplication.isEmpty()) {
            throw new RefusedException(
                    "InvalidParameter",
                    "Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId"
                            + " parameter that is not valid for this topic type");
        }
        Map<String, String> given = new TreeMap<>();
        body.path("MessageAttributes")
                .forEach(entry -> given.put(
                        entry.path("Name").asText(),
                        entry.path("Value").path("StringValue").asText()));
        String id = UUID.nameUUIDFromBytes((topic + published.size()).getBytes(StandardCharsets.UTF_8))
                .toString();
        return new Published(
                topic,
                id,
                clock.instant(),
                body.path("Subject").asText(""),
                text,
                given,
                group,
                deduplication,
                clock.instant().minus(DEDUPLICATION));
    }

    @Override
    public synchronized JsonNode state() {
        ObjectNode state = Json.object();
        state.set("topics", Json.array(topics.keySet().stream().map(Json.object()::textNode)));
        state.set("published", Json.array(published.stream().map(Published::shown)));
        return state;
    }
}
