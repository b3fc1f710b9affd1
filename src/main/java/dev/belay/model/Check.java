package dev.belay.model;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that must hold before a rollout counts as succeeded.
 *
 * @param name unique within the target
 * @param optional only reported, never decides
 * @param within how long it may take to come good
 * @param every how often it is tried
 * @param failures how many tries in a row must fail, once {@code within} is over, before it counts as failed
 */
public record Check(String name, boolean optional, Duration within, Duration every, int failures, Probe probe) {
    public static final Duration WITHIN = Duration.ofMinutes(5);
    public static final Duration EVERY = Duration.ofSeconds(10);
    public static final int FAILURES = 3;

    /** What is asked. */
    public sealed interface Probe {}

    /**
     * One GET.
     *
     * @param status expected status code
     * @param contains text that the body must hold, null: any
     * @param json JSON path to the value that must stand there, as text
     * @param headers request headers
     * @param timeout of the whole exchange
     * @param followRedirects false: a redirect is an answer like any other
     */
    public record Http(
            URI url,
            int status,
            @Nullable String contains,
            SortedMap<String, String> json,
            SortedMap<String, String> headers,
            Duration timeout,
            boolean followRedirects)
            implements Probe {
        public static final Duration TIMEOUT = Duration.ofSeconds(10);

        public Http {
            json = Ordered.sorted(json);
            headers = Ordered.sorted(headers);
        }
    }

    /**
     * The entry at a public address, and the scripts and styles that it names, are the build's bytes with its content
     * types.
     *
     * @param component name of a site component of the same target
     */
    public record Served(String component, URI url) implements Probe {}

    /**
     * Requests in their order, over one cookie jar. Texts may hold references such as <code>${secret:name}</code>, and captures of
     * earlier steps as <code>{name}</code>.
     *
     * @param timeout of each exchange
     */
    public record Flow(List<Step> steps, Duration timeout) implements Probe {
        /** What stands for a capture in a text; its group is the capture's name. In JSON text it can be nothing else. */
        public static final Pattern CAPTURED = Pattern.compile("(?<!\\$)\\{([A-Za-z][A-Za-z0-9_-]{0,62})}");

        public Flow {
            steps = List.copyOf(steps);
        }

        /**
         * One request and what its answer must be.
         *
         * @param method GET, POST, PUT, PATCH, DELETE or HEAD
         * @param json body as JSON text; null: none
         * @param status expected status code; null: any of 2xx
         * @param contains text that the body must hold, null: any
         * @param expect JSON path to the value that must stand there, as text
         * @param capture name to a JSON path, or to {@code header:NAME}, whose value later steps may use
         */
        public record Step(
                String method,
                String url,
                SortedMap<String, String> headers,
                @Nullable String json,
                @Nullable Integer status,
                @Nullable String contains,
                SortedMap<String, String> expect,
                SortedMap<String, String> capture) {
            public Step {
                headers = Ordered.sorted(headers);
                expect = Ordered.sorted(expect);
                capture = Ordered.sorted(capture);
            }
        }
    }

    /**
     * The new tasks of a service are healthy in every target group of it.
     *
     * @param component name of an ECS component of the same target
     */
    public record TargetHealth(String component) implements Probe {}

    /**
     * A CloudWatch alarm that must not go into ALARM, nor stay there past the soak.
     *
     * @param alarm its name
     */
    public record Alarm(String alarm, AwsScope aws) implements Probe {}
}
