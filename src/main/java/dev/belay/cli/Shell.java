package dev.belay.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a command has of the world around it, but for the network.
 *
 * @param interactive whether somebody sits at a terminal and can be asked
 * @param screen what the output goes to
 * @param onInterrupt what is to be done should the process be ended from outside (Ctrl-C)
 */
record Shell(
        Map<String, String> environment,
        BufferedReader in,
        PrintWriter out,
        PrintWriter err,
        boolean interactive,
        Screen screen,
        Clock clock,
        Interrupts onInterrupt) {
    /** Runs something when the process is ended from outside, until it is closed. */
    interface Interrupts {
        /** No checked exception: nothing can go wrong in forgetting. */
        interface Watch extends AutoCloseable {
            @Override
            void close();
        }

        Watch call(Runnable action);
    }

    /** Of the environment; null: not set, or empty. */
    @Nullable
    String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The same where all that is said goes beside the output. */
    Shell aside() {
        return new Shell(environment, in, err, err, interactive, Screen.NONE, clock, onInterrupt);
    }

    /** A path as people write it: {@code ~/} is their home. */
    Path path(String text) {
        String home = environment.getOrDefault("HOME", "");
        return text.startsWith("~/") ? Path.of(home, text.substring(2)) : Path.of(text);
    }

    /** A line for people and programs. */
    void say(String line) {
        out.println(line);
        out.flush();
    }

    /** A line for people only, beside the output: what goes on, what to mind. */
    void note(String line) {
        out.flush();
        err.println(line);
        err.flush();
    }

    /**
     * Asks, unless that was answered before by {@code --yes}.
     *
     * @return whether to go on
     * @throws Trouble (usage) there is nobody to ask
     */
    boolean agreed(boolean yes, String question) {
        if (yes) {
            return true;
        }
        if (!interactive) {
            throw new Trouble(Exit.USAGE, "Nobody can be asked here, since this is no terminal: add --yes to go on.");
        }
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = in.readLine();
            return answer != null
                    && (answer.strip().toLowerCase(Locale.ROOT).equals("y")
                            || answer.strip().toLowerCase(Locale.ROOT).equals("yes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
