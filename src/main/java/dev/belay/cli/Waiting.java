package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --wait} and {@code --timeout}: mixed into each command that moves a target. */
final class Waiting {
    private final Shell shell;

    @Option(
            names = "--wait",
            negatable = true,
            description =
                    "Follow it to its end; the exit code tells how it ended. So it is on a terminal, without being said.")
    private @Nullable Boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to follow, such as 90s or 1h; default 15m.")
    private String timeout = "15m";

    Waiting(Shell shell) {
        this.shell = shell;
    }

    /** How long to wait, checked before anything is done. */
    Duration timeout() {
        return Times.length(timeout);
    }

    /**
     * Follows what was begun, if that is asked for.
     *
     * @param status of before
     * @param revision of the pin that was written; null: whichever is there
     */
    Exit follow(Output output, Api api, JsonNode status, @Nullable String revision) {
        boolean follows = wait == null ? shell.screen().terminal() && !output.forPrograms() : wait;
        if (!follows) {
            return Exit.DONE;
        }
        String target = status.at("/metadata/name").asText();
        return Follow.pin(output.people(), api, target, Follow.Before.of(status, revision), timeout());
    }
}
