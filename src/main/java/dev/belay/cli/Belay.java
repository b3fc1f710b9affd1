package dev.belay.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code belay}. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "belay",
        description = "Holds ECS services and S3/CloudFront sites to a pinned version.",
        mixinStandardHelpOptions = true,
        versionProvider = Belay.Version.class,
        subcommands = {ServeCommand.class, ValidateCommand.class})
public final class Belay implements Runnable {
    /** Failed, as the contract numbers it. */
    static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String... args) {
        var out = new PrintWriter(System.out, true, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(run(out, err, args));
    }

    /** Runs a command; returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Belay())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
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
