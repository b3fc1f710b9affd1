package dev.belay.simulation;

import dev.belay.model.Failure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What every call of one daemon to the world goes through: here the baton is handed on, and here it goes wrong. */
final class Gate {
    private final World world;
    private final RandomGenerator random;
    private final String daemon;
    private final Runnable crash;
    private boolean dead;
    private Instant stoppedUntil = Instant.MIN;
    private Instant cutOffUntil = Instant.MIN;

    /**
     * @param daemon for the trace
     * @param crash ends the daemon to which this belongs
     */
    Gate(World world, String daemon, Runnable crash) {
        this.world = world;
        this.random = world.random();
        this.daemon = daemon;
        this.crash = crash;
    }

    /** From now on no call begins, and what is under way comes to nothing where it stands. */
    void close() {
        dead = true;
    }

    /** For so long the process is stopped: whatever it was about to do, it does afterwards, and knows nothing of it. */
    void stop(Duration time) {
        stoppedUntil = later(stoppedUntil, world.baton().instant().plus(time));
    }

    /** For so long the store can't be reached from here. */
    void cutOff(Duration time) {
        cutOffUntil = later(cutOffUntil, world.baton().instant().plus(time));
    }

    /** How long it is still stopped. */
    Duration stopped() {
        Instant now = world.baton().instant();
        return now.isBefore(stoppedUntil) ? Duration.between(now, stoppedUntil) : Duration.ZERO;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean awaitEndOfStop() {
        boolean stopped = false;
        for (Duration left = stopped(); left.isPositive(); left = stopped()) {
            stopped = true;
            world.baton().pause(left);
            alive();
        }
        return stopped;
    }

    /** What the call does, in the real port. */
    @FunctionalInterface
    interface Effect {
        @Nullable
        Object happen();
    }

    /** A port all of whose calls go through this gate. */
    <T> T guard(String name, Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            var call = new Call(name, method.getName(), args);
            Effect effect = () -> {
                try {
                    return method.invoke(real, args);
                } catch (InvocationTargetException e) {
                    throw unchecked(e.getCause());
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            };
            return call.kind() == Call.Kind.NONE ? effect.happen() : call(call, effect);
        }));
    }

    private static RuntimeException unchecked(Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(cause);
        };
    }

    private @Nullable Object call(Call call, Effect effect) {
        alive();
        RootView root = world.promises().root();
        if (awaitEndOfStop()) {
            return afterStop(call, root, effect);
        }
        world.promises().mayBegin(daemon, call);
        world.baton().pause(latency());
        alive();
        if (awaitEndOfStop()) {
            return afterStop(call, root, effect);
        }
        if (store(call) && world.baton().instant().isBefore(cutOffUntil)) {
            world.baton().pause(Duration.ofSeconds(2));
            alive();
            throw lost(call);
        }
        Fate fate = world.fates().of(call);
        world.trace().add(daemon, call, fate);
        Object answer = switch (fate) {
            case Fate.Fine fine -> happen(call, effect);
            case Fate.Stale stale -> world.before(stale.lag(), effect);
            case Fate.Refused refused -> throw refused.failure().asException();
            case Fate.LostReply lost -> {
                happen(call, effect);
                world.promises().unheardOf(call);
                throw lost(call);
            }
            case Fate.Late late -> {
                world.late(call, late.delay(), effect);
                world.baton().pause(Duration.ofSeconds(2));
                alive();
                throw lost(call);
            }
            case Fate.StopBefore it -> {
                stop(it.time());
                awaitEndOfStop();
                yield afterStop(call, root, effect);
            }
            case Fate.StopAfter it -> {
                Object happened = happen(call, effect);
                stop(it.time());
                yield happened;
            }
            case Fate.CrashBefore it -> throw crash();
            case Fate.CrashAfter it -> {
                happen(call, effect);
                throw crash();
            }
        };
        world.baton().pause(latency());
        alive();
        awaitEndOfStop();
        return answer;
    }

    private static boolean store(Call call) {
        return call.port().equals("records") || call.port().equals("documents");
    }

    /** It was about to begin, or had begun, before the process was stopped, and goes on as if nothing had been. */
    private @Nullable Object afterStop(Call call, RootView root, Effect effect) {
        world.trace().add(daemon, call, new Fate.Late(Duration.ZERO));
        return store(call) || call.kind() != Call.Kind.WRITE
                ? happen(call, effect)
                : world.lands(call, new Promises.Begun(root, true), effect);
    }

    private @Nullable Object happen(Call call, Effect effect) {
        return world.happen(call, effect);
    }

    private Crashed crash() {
        crash.run();
        return new Crashed();
    }

    private static RuntimeException lost(Call call) {
        return new Failure.Unavailable(call + ": no answer").asException();
    }

    private void alive() {
        if (dead) {
            throw new Crashed();
        }
    }

    /** Mostly quick; now and then a call takes its time. */
    private long latency() {
        int dice = random.nextInt(64);
        return dice == 0 ? random.nextLong(2_000_000) : dice < 32 ? 0 : random.nextLong(30_000);
    }
}
