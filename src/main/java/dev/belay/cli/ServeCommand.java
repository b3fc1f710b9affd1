package dev.belay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** In the list of commands, so that people find it. The daemon is another program, which the launcher script starts. */
@Command(
        name = "serve",
        description = "Run the daemon: HTTP on 8080, health and metrics on 9000.",
        footer = {
            "",
            "Settings come from environment variables, then from the file that BELAY_CONFIG names",
            "(config/belay.yaml by default). Options for the JVM come from JAVA_OPTS."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getErr().println("The daemon is started by the launcher: bin/belay serve");
        return ExitCode.USAGE;
    }
}
