package dev.belay.localcloud.ecs;

import java.time.Duration;

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

    /** Runs this long (of the time at speed 1), then its process exits. */
    record Crashes(int exitCode, Duration after) implements ImageBehaviour {}

    /** Cannot be pulled: the registry does not have it. */
    record Missing() implements ImageBehaviour {}

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

    static ImageBehaviour crashes(int exitCode, Duration after) {
        return new Crashes(exitCode, after);
    }

    static ImageBehaviour missing() {
        return new Missing();
    }

    /** No route to the registry: a passing fault, not the image's own. */
    static ImageBehaviour registryUnreachable() {
        return new NeverStarts(
                "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull"
                        + " registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your"
                        + " task network configuration.");
    }
}
