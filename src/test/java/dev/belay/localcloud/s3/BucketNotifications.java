package dev.belay.localcloud.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Form;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Queues;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Wire;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What buckets tell queues of their objects: as configured, once for each change, at once. */
final class BucketNotifications {
    private static final String NONE =
            "<NotificationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></NotificationConfiguration>";

    private final Map<String, NotificationConfiguration> configurations = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();
    private final InstantSource clock;
    private final Queues queues;

    BucketNotifications(InstantSource clock, Queues queues) {
        this.clock = clock;
        this.queues = queues;
    }

    static boolean isAsked(Request request) {
        return Form.parse(request.query()).containsKey("notification");
    }

    Response answer(Request request) {
        String bucket = bucket(request);
        if (request.method().equals("GET")) {
            NotificationConfiguration known = configurations.get(bucket);
            return Response.of(200, "application/xml", known == null ? NONE : known.text());
        }
        NotificationConfiguration given = NotificationConfiguration.read(request.text());
        if (!given.unsupported().isEmpty()) {
            return Wire.S3.error(
                    501,
                    "NotImplemented",
                    "the local cloud has no " + given.unsupported() + ", only QueueConfiguration");
        }
        String test = Json.write(Json.object()
                .put("Service", "Amazon S3")
                .put("Event", "s3:TestEvent")
                .put("Time", clock.instant().toString())
                .put("Bucket", bucket));
        for (NotificationConfiguration.Rule rule : given.rules()) {
            if (!queues.send(rule.queue(), test)) {
                return Wire.S3.error(
                        400, "InvalidArgument", "Unable to validate the following destination configurations");
            }
        }
        configurations.put(bucket, given);
        return new Response(200, Map.of(), new byte[0]);
    }

    /** After a call that changed objects. */
    void tell(Request request, Response answer) {
        NotificationConfiguration configuration = configurations.get(bucket(request));
        if (configuration == null || answer.status() >= 300) {
            return;
        }
        switch (S3Operations.of(request)) {
            case "PutObject" -> tell(request, configuration, "ObjectCreated:Put", List.of(key(request)));
            case "CopyObject" -> tell(request, configuration, "ObjectCreated:Copy", List.of(key(request)));
            case "CompleteMultipartUpload" ->
                tell(request, configuration, "ObjectCreated:CompleteMultipartUpload", List.of(key(request)));
            case "DeleteObject" -> tell(request, configuration, "ObjectRemoved:Delete", List.of(key(request)));
            case "DeleteObjects" ->
                tell(
                        request,
                        configuration,
                        "ObjectRemoved:Delete",
                        NotificationConfiguration.texts(request.text(), "Key"));
            default -> {}
        }
    }

    private void tell(Request request, NotificationConfiguration configuration, String event, List<String> keys) {
        for (String key : keys) {
            configuration.rules().stream()
                    .filter(rule -> rule.wants(event, key))
                    .forEach(rule -> queues.send(rule.queue(), message(request, rule, event, key)));
        }
    }

    private String message(Request request, NotificationConfiguration.Rule rule, String event, String key) {
        ObjectNode record = Json.object()
                .put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", request.region())
                .put("eventTime", clock.instant().toString())
                .put("eventName", event);
        ObjectNode s3 = record.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", rule.id());
        s3.putObject("bucket").put("name", bucket(request)).put("arn", "arn:aws:s3:::" + bucket(request));
        s3.putObject("object")
                .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"))
                .put("sequencer", "%016X".formatted(sequence.incrementAndGet()));
        ObjectNode message = Json.object();
        message.putArray("Records").add(record);
        return Json.write(message);
    }

    private static String bucket(Request request) {
        String path = request.path().substring(1);
        return path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    }

    private static String key(Request request) {
        String path = request.path().substring(1);
        // In a path a plus is a plus.
        return URLDecoder.decode(path.substring(path.indexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
