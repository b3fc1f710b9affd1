package dev.belay.cli;

import dev.belay.cli.Context.Credential;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Which daemon is meant, and the token for it. */
final class Contexts {
    private static final long COMMAND_SECONDS = 30;

    private final Shell shell;

    Contexts(Shell shell) {
        this.shell = shell;
    }

    /** The file with the named ones, whether it is there or not. */
    Path file() {
        String xdg = shell.variable("XDG_CONFIG_HOME");
        Path base = xdg == null ? shell.path("~/.config") : Path.of(xdg);
        return base.resolve("belay").resolve("config.yaml");
    }

    /**
     * The one that is meant: {@code --context}, else {@code BELAY_CONTEXT} or {@code BELAY_URL}, else the file's current one, else
     * this machine.
     *
     * @throws Trouble (usage) which one is meant can't be told, or what is said of it is wrong
     */
    Context choose(@Nullable String option) {
        String url = shell.variable("BELAY_URL");
        String variable = shell.variable("BELAY_CONTEXT");
        if (option != null) {
            return named(option);
        }
        if (url != null && variable != null) {
            throw new Trouble(
                    Exit.USAGE, "BELAY_URL and BELAY_CONTEXT are both set: unset one, or say --context to be clear.");
        }
        if (url != null) {
            return new Context(null, variableUrl(url), ofVariable(), false);
        }
        if (variable != null) {
            return named(variable);
        }
        ContextFile file = ContextFile.read(file());
        return file.current() == null
                ? new Context(null, Context.USUAL, ofVariable(), false)
                : of(file, file.current());
    }

    private Context named(String name) {
        return of(ContextFile.read(file()), name);
    }

    private Context of(ContextFile file, String name) {
        Context context = file.contexts().get(name);
        if (context == null) {
            String known = file.contexts().isEmpty()
                    ? "there is none in " + file.path()
                    : file.path() + " has " + String.join(", ", file.contexts().sequencedKeySet());
            throw new Trouble(Exit.USAGE, "There is no context " + name + ": " + known + ".");
        }
        if (file.holdsTokens()) {
            warnIfOpen(file.path());
        }
        // A context without a token of its own takes the environment's: so a pipeline keeps its secret where secrets
        // are.
        return context.credential() instanceof Credential.None
                ? new Context(name, context.url(), ofVariable(), context.insecure())
                : context;
    }

    private Credential ofVariable() {
        return shell.variable("BELAY_TOKEN") == null ? new Credential.None() : new Credential.Variable();
    }

    /**
     * The token; null: none.
     *
     * @throws Trouble (usage) it can't be had, or must not be sent
     */
    @Nullable
    String token(Context context) {
        if (!(context.credential() instanceof Credential.None) && !context.confidential()) {
            throw new Trouble(
                    Exit.USAGE,
                    "The token for " + context.described() + " would go over the network unencrypted.",
                    "Use https, or say `insecure: true` of a context in " + file() + " if that network is yours.");
        }
        String token = switch (context.credential()) {
            case Credential.None none -> null;
            case Credential.Variable variable -> shell.variable("BELAY_TOKEN");
            case Credential.Literal(String literal) -> literal;
            case Credential.File(String path) -> read(shell.path(path));
            case Credential.Command command -> run(command);
        };
        if (token != null && !token.matches("[\\x21-\\x7e]+")) {
            throw new Trouble(Exit.USAGE, "The token for " + context.described() + " is empty, or not one word.");
        }
        return token;
    }

    private String read(Path path) {
        warnIfOpen(path);
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, "The token's file " + path + " can't be read.");
        }
    }

    private static String run(Credential.Command command) {
        String program = command.words().getFirst();
        try {
            var process = new ProcessBuilder(command.words())
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new Trouble(Exit.USAGE, "The token's command " + program + " failed.");
            }
            return said;
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, "The token's command " + program + " can't be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble(Exit.FAILED, "Interrupted.");
        }
    }

    private void warnIfOpen(Path path) {
        try {
            var open = Files.getPosixFilePermissions(path);
            if (open.contains(PosixFilePermission.GROUP_READ) || open.contains(PosixFilePermission.OTHERS_READ)) {
                shell.note("belay: warning: " + path + " holds a token and others can read it: chmod 600 " + path);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Not there is said elsewhere; elsewhere than on POSIX nothing is known.
        }
    }

    private static URI variableUrl(String text) {
        try {
            return url(text);
        } catch (URISyntaxException e) {
            throw new Trouble(Exit.USAGE, "BELAY_URL " + e.getReason() + ".");
        }
    }

    /** A daemon's address, with no slash at its end. The message never repeats it: somebody may have put a password there. */
    static URI url(String text) throws URISyntaxException {
        URI url;
        try {
            url = new URI(text.strip().replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            throw new URISyntaxException("", "is no address");
        }
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new URISyntaxException("", "is expected to be like https://belay.example");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new URISyntaxException(
                    "", "is expected to have no user, query or fragment; a token has a field of its own");
        }
        return url;
    }
}
