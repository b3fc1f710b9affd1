package dev.belay.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --context}: mixed into each command that asks a daemon. */
final class Connection {
    private final Shell shell;

    @Option(names = "--context", paramLabel = "NAME", description = "Which daemon; see belay contexts --help.")
    private @Nullable String context;

    Connection(Shell shell) {
        this.shell = shell;
    }

    /** The daemon that is meant; nothing is sent yet. */
    Api api() {
        var contexts = new Contexts(shell);
        return new Api(contexts.choose(context), contexts);
    }
}
