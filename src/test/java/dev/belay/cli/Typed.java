package dev.belay.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Commands as somebody types them, in this process. */
final class Typed {
    static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String answers = "";
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private boolean interactive;
    private Screen screen = Screen.NONE;
    private volatile Runnable interrupt = () -> {};

    /** Nothing but where the daemon is. */
    static Typed at(FakeDaemon daemon) {
        return new Typed().with("BELAY_URL", daemon.url());
    }

    static Typed nowhere() {
        return new Typed();
    }

    Typed with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** At a terminal of that width, without colours, by somebody who answers so. */
    Typed atTerminal(int width, String answers) {
        this.answers = answers;
        interactive = true;
        screen = new Screen(true, false, width);
        return this;
    }

    Typed inColour(int width) {
        screen = new Screen(true, true, width);
        return this;
    }

    /** Ctrl-C, as far as the command asked to be told. */
    void interrupt() {
        interrupt.run();
    }

    /** Each look at the clock is ten seconds later than the one before. */
    Typed hurried() {
        clock = new Clock() {
            private final java.util.concurrent.atomic.AtomicLong looks = new java.util.concurrent.atomic.AtomicLong();

            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return NOW.plusSeconds(10 * looks.getAndIncrement());
            }
        };
        return this;
    }

    int belay(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var shell = new Shell(
                environment,
                new BufferedReader(new StringReader(answers)),
                new PrintWriter(out),
                new PrintWriter(err),
                interactive,
                screen,
                clock,
                action -> {
                    interrupt = action;
                    return () -> interrupt = () -> {};
                });
        int code = Belay.run(shell, args);
        shell.out().flush();
        shell.err().flush();
        return code;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
