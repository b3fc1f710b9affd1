package dev.belay.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.model.RecordKind;
import dev.belay.notify.News.Foreign;
import dev.belay.notify.News.RecordsChanged;
import dev.belay.notify.News.Unreadable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a message is about; pure. It knows notifications of S3 (straight, through SNS, through EventBridge), events of
 * ECS, and records of a DynamoDB stream.
 *
 * <p>Only changes of records count. Belay writes documents beside them, and a message about those that woke it would have
 * it wake itself for ever.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">S3's messages</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">S3's events</a>
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html">DynamoDB streams in pipes</a>
 */
public final class Reader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Unreadable NO_KEY = new Unreadable("of S3, without a bucket or key");

    private final RecordPlace place;

    /** @param place of the records that count */
    public Reader(RecordPlace place) {
        this.place = place;
    }

    /** What a message is about. */
    public News read(String body) {
        JsonNode message = parsed(body);
        if (message == null) {
            return new Unreadable("not JSON");
        }
        boolean throughSns = message.path("Type").asText().equals("Notification") && message.has("TopicArn");
        if (!throughSns) {
            return told(message);
        }
        JsonNode inner = parsed(message.path("Message").asText());
        return inner == null ? new Unreadable("of SNS, and what it carries is not JSON") : told(inner);
    }

    private static @Nullable JsonNode parsed(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node == null || !node.isContainerNode() ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private News told(JsonNode message) {
        if (message.isArray()) {
            return ofAll(message);
        } else if (message.path("Records").isArray()) {
            return ofAll(message.path("Records"));
        } else if (message.has("eventSource")) {
            return record(message);
        } else if (message.has("detail-type") && message.has("source")) {
            return event(message);
        }
        return message.path("Event").asText().equals("s3:TestEvent")
                ? new Foreign()
                : new Unreadable("of no form that is known");
    }

    /** The records of one message are of one source, so what one of them says goes for all. */
    private News ofAll(JsonNode records) {
        List<News> all = records.valueStream().map(this::record).toList();
        return all.stream()
                .filter(RecordsChanged.class::isInstance)
                .findFirst()
                .or(() -> all.stream().filter(Unreadable.class::isInstance).findFirst())
                .orElse(new Foreign());
    }

    private News record(JsonNode record) {
        return switch (record.path("eventSource").asText()) {
            case "aws:s3" -> {
                JsonNode s3 = record.path("s3");
                yield object(
                        s3.path("bucket").path("name").asText(),
                        plain(s3.path("object").path("key").asText()));
            }
            case "aws:dynamodb" -> item(record);
            case "" -> new Unreadable("a record of no source");
            default -> new Foreign();
        };
    }

    /** Keys in S3's own messages are encoded as in a form; what is no such text is no key. */
    private static String plain(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private News event(JsonNode event) {
        return switch (event.path("source").asText()) {
            case "aws.s3" -> {
                JsonNode detail = event.path("detail");
                yield object(
                        detail.path("bucket").path("name").asText(),
                        detail.path("object").path("key").asText());
            }
            case "aws.ecs" -> EcsEvents.read(event);
            default -> new Foreign();
        };
    }

    private News object(String bucket, String key) {
        if (bucket.isEmpty() || key.isEmpty()) {
            return NO_KEY;
        }
        boolean ours = place instanceof RecordPlace.Objects(String its, String prefix)
                && its.equals(bucket)
                && key.startsWith(prefix)
                && isRecord(key.substring(prefix.length()));
        return ours ? new RecordsChanged() : new Foreign();
    }

    private static boolean isRecord(String key) {
        int slash = key.indexOf('/');
        String name = key.substring(slash + 1);
        for (RecordKind kind : RecordKind.values()) {
            if (slash > 0 && key.substring(0, slash).equals(kind.folder())) {
                return !name.isEmpty() && !name.contains("/");
            }
        }
        return false;
    }

    private News item(JsonNode record) {
        String table = Arn.resource(record.path("eventSourceARN").asText());
        String kind =
                record.path("dynamodb").path("Keys").path("kind").path("S").asText();
        if (table.isEmpty()) {
            return new Unreadable("of DynamoDB, without a table");
        }
        boolean ours = place instanceof RecordPlace.Items(String its)
                && table.startsWith("table/" + its + "/")
                && Arrays.stream(RecordKind.values()).anyMatch(one -> one.word().equals(kind));
        return ours ? new RecordsChanged() : new Foreign();
    }
}
