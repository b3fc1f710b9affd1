package dev.belay.simulation;

import dev.belay.model.Failure;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Faults as a seed deals them: how many, and of which kind. */
final class SeededFates implements Fate.Fates {
    /** In one of so many calls that could go wrong, the whole process goes instead. */
    private static final int CRASHES = 40;

    /** Longer than this nobody's call stays on its way. */
    private static final int LATEST = 20_000;

    private final RandomGenerator random;
    private final double rate;

    /**
     * @param rate the share of calls with which something is wrong
     */
    SeededFates(RandomGenerator random, double rate) {
        this.random = random;
        this.rate = rate;
    }

    @Override
    public Fate of(Call call) {
        if (random.nextDouble() >= rate) {
            return new Fate.Fine();
        }
        if (random.nextInt(CRASHES) == 0) {
            return random.nextBoolean() ? new Fate.CrashBefore() : new Fate.CrashAfter();
        }
        boolean writes = call.kind() == Call.Kind.WRITE;
        return switch (call.port()) {
            case "users" -> new Fate.Fine();
            case "ecs", "site" -> aws(call, writes);
            default -> store(writes);
        };
    }

    private Fate aws(Call call, boolean writes) {
        return switch (random.nextInt(writes ? 4 : 3)) {
            case 0 -> new Fate.Refused(new Failure.Throttled("Rate exceeded"));
            case 1 -> new Fate.Refused(new Failure.Unavailable("503"));
            case 2 ->
                writes
                        ? new Fate.LostReply()
                        : call.is("ecs.describe")
                                ? new Fate.Stale(Duration.ofMillis(random.nextInt(1, 10_000)))
                                : new Fate.Refused(new Failure.Unavailable("timed out"));
            default -> late();
        };
    }

    private Fate store(boolean writes) {
        return switch (random.nextInt(writes ? 3 : 1)) {
            case 0 -> new Fate.Refused(new Failure.Unavailable("the store does not answer"));
            case 1 -> new Fate.LostReply();
            default -> late();
        };
    }

    private Fate late() {
        return new Fate.Late(Duration.ofMillis(random.nextInt(1, LATEST)));
    }
}
