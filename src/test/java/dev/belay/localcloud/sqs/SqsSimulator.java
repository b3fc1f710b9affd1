package dev.belay.localcloud.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Queues;
import dev.belay.localcloud.RefusedException;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * SQS in AWS JSON 1.0, which the SDK and the {@code aws} command both speak: standard queues. A receive that waits does so by
 * the clock, and by the wall for no longer than it asked.
 */
public final class SqsSimulator implements Simulator, Queues {
    private static final int MOST = 10;

    /** How often a receive that waits looks whether the clock was moved. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Map<String, Queue> queues = new TreeMap<>();
    private final InstantSource clock;
    private boolean closed;

    /** Without queues at first. */
    public SqsSimulator(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized boolean send(String arn, String body) {
        Queue queue = queues.get(arn);
        if (queue == null) {
            return false;
        }
        queue.send(body, queue.number("DelaySeconds"), clock.instant());
        notifyAll();
        return true;
    }

    @Override
    public synchronized Response handle(Request request) {
        try {
            return wire().json(call(request, operation(request), Json.parse(request.body())));
        } catch (RefusedException e) {
            Response refusal = e.on(wire());
            return e.code().equals("QueueDoesNotExist")
                    ? refusal.with("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender")
                    : refusal;
        }
    }

    private ObjectNode call(Request request, String operation, ObjectNode body) {
        Scope scope = Scope.of(request);
        return switch (operation) {
            case "CreateQueue" -> create(request, body);
            case "GetQueueUrl" -> {
                required(scope.arn("sqs", name(body)));
                yield url(request, name(body));
            }
            case "DeleteQueue" -> {
                queues.remove(queue(scope, body).arn);
                yield Json.object();
            }
            default -> call(queue(scope, body), operation, body);
        };
    }

    private ObjectNode call(Queue queue, String operation, ObjectNode body) {
        return switch (operation) {
            case "GetQueueAttributes" ->
                Json.object()
                        .set("Attributes", queue.attributes(Json.texts(body.path("AttributeNames")), clock.instant()));
            case "SetQueueAttributes" -> {
                queue.set(attributes(body));
                yield Json.object();
            }
            case "SendMessage" -> sent(queue, body);
            case "SendMessageBatch" -> each(body, one -> sent(queue, one));
            case "ReceiveMessage" -> receive(queue, body);
            case "DeleteMessage" -> deleted(queue, body);
            case "DeleteMessageBatch" -> each(body, one -> deleted(queue, one));
            case "PurgeQueue" -> {
                queue.purge();
                yield Json.object();
            }
            default -> throw RefusedException.unknown(wire(), "SQS", operation);
        };
    }

    private ObjectNode create(Request request, ObjectNode body) {
        String name = name(body);
        if (name.endsWith(".fifo")) {
            throw new RefusedException("InvalidParameterValue", "the local cloud has no FIFO queues");
        }
        if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
            throw new RefusedException(
                    "InvalidParameterValue",
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        String arn = Scope.of(request).arn("sqs", name);
        Queue known = queues.get(arn);
        if (known == null) {
            queues.put(arn, new Queue(arn, attributes(body)));
        } else if (!known.has(attributes(body))) {
            throw new RefusedException(
                    "QueueNameExists", "A queue already exists with the same name and a different value for attribute");
        }
        return url(request, name);
    }

    private static ObjectNode url(Request request, String name) {
        String host = request.header("host").orElse("localhost");
        return Json.object().put("QueueUrl", "http://" + host + "/" + request.account() + "/" + name);
    }

    private static String name(ObjectNode body) {
        return body.path("QueueName").asText("");
    }

    private static Map<String, String> attributes(ObjectNode body) {
        Map<String, String> attributes = new TreeMap<>();
        body.path("Attributes")
                .properties()
                .forEach(one -> attributes.put(one.getKey(), one.getValue().asText()));
        return attributes;
    }

    /** By the end of its URL, ACCOUNT/NAME, in the region that the call was signed for. */
    private Queue queue(Scope scope, ObjectNode body) {
        String[] parts = body.path("QueueUrl").asText("").split("/", -1);
        if (parts.length < 2) {
            throw new RefusedException("InvalidAddress", "The address " + body.path("QueueUrl") + " is not valid.");
        }
        return required(new Scope(parts[parts.length - 2], scope.region()).arn("sqs", parts[parts.length - 1]));
    }

    private Queue required(String arn) {
        Queue queue = queues.get(arn);
        if (queue == null) {
            throw new RefusedException("QueueDoesNotExist", "The specified queue does not exist.");
        }
        return queue;
    }

    private ObjectNode sent(Queue queue, JsonNode message) {
        String text = message.path("MessageBody").asText("");
        int delay = message.path("DelaySeconds").asInt(queue.number("DelaySeconds"));
        String id = queue.send(text, delay, clock.instant());
        notifyAll();
        return Json.object().put("MessageId", id).put("MD5OfMessageBody", Md5.of(text));
    }

    private static ObjectNode deleted(Queue queue, JsonNode message) {
        queue.delete(message.path("ReceiptHandle").asText(""));
        return Json.object();
    }

    /** One entry after the other; what one is refused for is no matter of the others. */
    private static ObjectNode each(ObjectNode body, Function<JsonNode, ObjectNode> call) {
        JsonNode entries = body.path("Entries");
        if (entries.isEmpty() || entries.size() > MOST) {
            throw new RefusedException(
                    entries.isEmpty() ? "EmptyBatchRequest" : "TooManyEntriesInBatchRequest",
                    "A batch has 1 to " + MOST + " entries.");
        }
        ArrayNode successful = Json.array();
        ArrayNode failed = Json.array();
        for (JsonNode entry : entries) {
            String id = entry.path("Id").asText();
            try {
                successful.add(call.apply(entry).put("Id", id));
            } catch (RefusedException e) {
                failed.add(Json.object()
                        .put("Id", id)
                        .put("Code", e.code())
                        .put("Message", e.said())
                        .put("SenderFault", true));
            }
        }
        ObjectNode answer = Json.object();
        answer.set("Successful", successful);
        answer.set("Failed", failed);
        return answer;
    }

    private ObjectNode receive(Queue queue, ObjectNode body) {
        int most = body.path("MaxNumberOfMessages").asInt(1);
        if (most < 1 || most > MOST) {
            throw new RefusedException(
                    "InvalidParameterValue",
                    "Value " + most
                            + " for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.");
        }
        int wait = body.path("WaitTimeSeconds").asInt(queue.number("ReceiveMessageWaitTimeSeconds"));
        Duration hidden = Duration.ofSeconds(body.path("VisibilityTimeout").asInt(queue.number("VisibilityTimeout")));
        Instant end = clock.instant().plusSeconds(wait);
        long patience = TimeUnit.SECONDS.toNanos(wait);
        long since = System.nanoTime();
        List<ObjectNode> messages = queue.receive(most, hidden, clock.instant());
        try {
            while (messages.isEmpty()
                    && !closed
                    && clock.instant().isBefore(end)
                    && System.nanoTime() - since < patience) {
                wait(LOOK.toMillis()); // others are served meanwhile
                messages = queue.receive(most, hidden, clock.instant());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ObjectNode answer = Json.object();
        if (!messages.isEmpty()) {
            answer.set("Messages", Json.array(messages.stream()));
        }
        return answer;
    }

    @Override
    public synchronized JsonNode state() {
        ObjectNode state = Json.object();
        queues.forEach((arn, queue) -> state.set(arn, queue.attributes(List.of("All"), clock.instant())));
        return state;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
