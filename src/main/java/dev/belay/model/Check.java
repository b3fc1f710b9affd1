package dev.belay.model;

import java.net.URI;
import java.time.Duration;
import java.util.SortedMap;
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
}
