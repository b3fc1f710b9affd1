package dev.belay.cli;

import java.util.ArrayList;
import java.util.List;

/** A command ends here: what to say, and the exit code. Never holds a token. */
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final transient List<String> more = new ArrayList<>();
    private boolean passing;
    private int status;

    /** @param more lines that explain it, or say what to do */
    Trouble(Exit exit, String message, List<String> more) {
        super(message);
        this.exit = exit;
        this.more.addAll(more);
    }

    Trouble(Exit exit, String message, String... more) {
        this(exit, message, List.of(more));
    }

    /** Whether it may pass by itself: the daemon restarts, a network is away. Those who wait go on waiting. */
    boolean passing() {
        return passing;
    }

    /** The same, and it may pass. */
    Trouble asPassing() {
        passing = true;
        return this;
    }

    /** The same, answered with that HTTP status. */
    Trouble answered(int code) {
        status = code;
        return this;
    }

    /** The same, with one more line. */
    Trouble and(String line) {
        more.add(line);
        return this;
    }

    /** The HTTP status that was answered; 0: it did not come to that. */
    int status() {
        return status;
    }

    Exit exit() {
        return exit;
    }

    List<String> more() {
        return List.copyOf(more);
    }
}
