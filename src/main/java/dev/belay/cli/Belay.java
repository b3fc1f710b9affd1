package dev.belay.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code belay}, and the one place that knows the real clock, terminal and environment. Exit codes: {@link Exit}. */
@Command(
        name = "belay",
        description = "Holds ECS services and S3/CloudFront sites to a pinned version.",
        mixinStandardHelpOptions = true,
        versionProvider = Belay.Version.class,
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not synced or checks failed, 4 conflict, 5 refused by a hold.",
            "Each command has examples: belay COMMAND --help."
        })
public final class Belay implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String... args) {
        var out = new PrintWriter(System.out, false, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int code = run(shell(in, out, err), args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs a command where nobody can be asked, and without an environment; returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        var nothing = new BufferedReader(Reader.nullReader());
        return run(
                new Shell(Map.of(), nothing, out, err, false, Screen.NONE, Clock.systemUTC(), action -> () -> {}),
                args);
    }

    static int run(Shell shell, String... args) {
        var workshop = new Workshop(shell);
        var belay = new CommandLine(new Belay(), workshop);
        Commands.addTo(belay, workshop, args);
        return belay.setOut(shell.out())
                .setErr(shell.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Math.clamp(shell.screen().width(), 60, 110))
                .setParameterExceptionHandler(Belay::misunderstood)
                .setExecutionExceptionHandler((thrown, command, parsed) -> failed(shell, thrown))
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }

    /** The launcher knows the terminal: asking from here takes longer than all the rest. */
    private static Shell shell(BufferedReader in, PrintWriter out, PrintWriter err) {
        boolean terminal = Boolean.getBoolean("belay.terminal");
        boolean interactive = terminal && Boolean.getBoolean("belay.interactive");
        Map<String, String> environment = System.getenv();
        boolean colour = terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        int width = Integer.getInteger("belay.columns", 0);
        var screen = terminal ? new Screen(true, colour, width < 20 ? 80 : width) : Screen.NONE;
        return new Shell(environment, in, out, err, interactive, screen, Clock.systemUTC(), Belay::onInterrupt);
    }

    private static Shell.Interrupts.Watch onInterrupt(Runnable action) {
        var hook = new Thread(action);
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It is ending already.
            }
        };
    }

    private static int misunderstood(ParameterException e, String... args) {
        var command = e.getCommandLine();
        var err = command.getErr();
        err.println("belay: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return Exit.USAGE.code();
    }

    private static int failed(Shell shell, @Nullable Exception thrown) {
        if (thrown instanceof Trouble trouble) {
            shell.note("belay: " + trouble.getMessage());
            trouble.more().forEach(shell::note);
            return trouble.exit().code();
        }
        shell.note("belay: this is a fault of belay itself: " + thrown);
        return Exit.FAILED.code();
    }

    /** The version that the program was packaged with. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Belay.class.getPackage().getImplementationVersion();
            return new String[] {"belay " + (version == null ? "(not packaged)" : version)};
        }
    }
}
