package dev.belay.cli;

import dev.belay.cli.Context.Credential;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code belay contexts}: the daemons that are known by name, and which one is meant. */
@Command(
        name = "contexts",
        description = "List the daemons that are known by name, and which one is meant.",
        footer = {
            "",
            "They stand in $XDG_CONFIG_HOME/belay/config.yaml (~/.config without):",
            "",
            "  current: production",
            "  contexts:",
            "    production:",
            "      url: https://belay.example",
            "      tokenCommand: [pass, show, belay]   # or tokenFile: a path, or token: the token itself",
            "    cluster:",
            "      url: http://belay.belay.svc:8080",
            "      insecure: true                      # the token may go there unencrypted",
            "",
            "Chosen by --context, else BELAY_CONTEXT or BELAY_URL, else current, else http://localhost:8080.",
            "BELAY_TOKEN is the token for BELAY_URL, for this machine, and for a context that names none.",
            "",
            "Examples:",
            "  belay contexts",
            "  belay status --context production",
            "  BELAY_URL=https://belay.example BELAY_TOKEN=... belay status"
        },
        mixinStandardHelpOptions = true)
final class ContextsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    ContextsCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
    }

    @Override
    public Integer call() {
        Context chosen = connection.api().context();
        var file = ContextFile.read(new Contexts(shell).file());
        var table = new Table("", "NAME", "URL", "TOKEN");
        if (chosen.name() == null) {
            table.row("*", "-", chosen.url().toString(), token(chosen.credential()));
        }
        file.contexts()
                .forEach((name, context) -> table.row(
                        name.equals(chosen.name()) ? "*" : "",
                        name,
                        context.url().toString(),
                        token(context.credential())));
        table.print(shell);
        return Exit.DONE.code();
    }

    private static String token(Credential credential) {
        return switch (credential) {
            case Credential.None none -> "none, or BELAY_TOKEN";
            case Credential.Variable variable -> "BELAY_TOKEN";
            case Credential.Literal literal -> "in the file";
            case Credential.File(String path) -> path;
            case Credential.Command command -> "printed by " + command.words().getFirst();
        };
    }
}
