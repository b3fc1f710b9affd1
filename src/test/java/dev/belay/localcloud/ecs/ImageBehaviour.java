package dev.belay.localcloud.ecs;

import java.time.Duration;
import java.util.List;

/** What a container does that runs an image: the "version" of the simulated world. */
public sealed interface ImageBehaviour {
    /** Runs, and answers {@code /health} and {@code /ready} with these statuses, everything else with 200. */
    record Serves(int health, int ready) implements ImageBehaviour {
        public int status(String path) {
            return switch (path) {
                case "/health" -> health;
                case "/ready" -> ready;
                default -> 200;
            };
        }
    }

    /**
     * Runs this long (of the time at speed 1), then its process exits.
     *
     * @param reason what its container's {@code reason} says then; empty for nothing
     * @param lastWords the last lines in its log
     */
    record Crashes(int exitCode, Duration after, String reason, List<String> lastWords) implements ImageBehaviour {
        public Crashes {
            lastWords = List.copyOf(lastWords);
        }
    }

    /** Cannot be pulled: the registry does not have it. */
    record Missing() implements ImageBehaviour {}

    /** Cannot be pulled: the registry has it, and does not hand it out. */
    record PullDenied() implements ImageBehaviour {}

    /** Never starts, for this reason, in the words that {@code stoppedReason} has. */
    record NeverStarts(String reason) implements ImageBehaviour {}

    static ImageBehaviour healthy() {
        return new Serves(200, 200);
    }

    /** {@code /health} answers 500; {@code /ready} is well. */
    static ImageBehaviour unhealthy() {
        return new Serves(500, 200);
    }

    /** An old version from before there was a {@code /health}. */
    static ImageBehaviour noHealthRoute() {
        return new Serves(404, 200);
    }

    /** An old version from before anybody asked how it was: neither {@code /health} nor {@code /ready}. */
    static ImageBehaviour noCheckRoutes() {
        return new Serves(404, 404);
    }

    /** With a stack trace in the log. */
    static ImageBehaviour crashes(int exitCode, Duration after) {
        return new Crashes(
                exitCode,
                after,
                "",
                List.of(
                        "ERROR cannot start: the orders table has no column \"discount\"",
                        "java.lang.IllegalStateException: cannot start: the orders table has no column \"discount\"",
                        "\tat shop.api.Schema.verify(Schema.java:88)",
                        "\tat shop.api.Main.start(Main.java:41)",
                        "\tat shop.api.Main.main(Main.java:17)"));
    }

    /** The kernel kills it: more memory than its task has. */
    static ImageBehaviour outOfMemory(Duration after) {
        return new Crashes(
                137,
                after,
                "OutOfMemoryError: Container killed due to memory usage",
                List.of("WARN  caches of all items are being filled: 498 MiB of 512 MiB in use"));
    }

    /** Exits at once, since it lacks what its environment should tell it. */
    static ImageBehaviour lacks(String variable) {
        return new Crashes(
                1,
                Duration.ofMillis(500),
                "",
                List.of(
                        "ERROR cannot start: the environment variable " + variable + " is not set",
                        "java.lang.IllegalStateException: the environment variable " + variable + " is not set",
                        "\tat shop.api.Settings.required(Settings.java:23)",
                        "\tat shop.api.Main.main(Main.java:12)"));
    }

    static ImageBehaviour missing() {
        return new Missing();
    }

    /** The registry's policy, or the execution role's, does not let ECS have it. */
    static ImageBehaviour pullDenied() {
        return new PullDenied();
    }

    /** No route to the registry: a passing fault, not the image's own. */
    static ImageBehaviour registryUnreachable() {
        return new NeverStarts(
                "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull"
                        + " registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your"
                        + " task network configuration.");
    }
}
