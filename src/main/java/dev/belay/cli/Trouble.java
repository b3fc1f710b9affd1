package dev.belay.cli;

import java.util.List;

/** A command ends here: what to say, and the exit code. Never holds a token. */
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final transient List<String> more;

    /** @param more lines that explain it, or say what to do */
    Trouble(Exit exit, String message, List<String> more) {
        super(message);
        this.exit = exit;
        this.more = List.copyOf(more);
    }

    Trouble(Exit exit, String message, String... more) {
        this(exit, message, List.of(more));
    }

    Exit exit() {
        return exit;
    }

    List<String> more() {
        return more;
    }
}
