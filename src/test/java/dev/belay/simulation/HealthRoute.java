package dev.belay.simulation;

import dev.belay.verify.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** The health route as users reach it: what the tasks answer, and now and then a fault on the way there. */
final class HealthRoute {
    private final World world;
    private final RandomGenerator random;
    private Instant failsUntil = Instant.MIN;
    private boolean wavers;
    private boolean failedLast;

    HealthRoute(World world) {
        this.world = world;
        this.random = world.random();
    }

    /** It fails from now on, for so long. */
    void failsFor(Duration time) {
        failsUntil = world.baton().instant().plus(time);
    }

    /** Whether every now and then one try fails, and never the next. */
    void wavers(boolean itDoes) {
        wavers = itDoes;
    }

    Answer get(int expected) {
        boolean fails = world.baton().instant().isBefore(failsUntil) || stumbles() || isFlaky();
        failedLast = fails;
        var servers = world.ecsSimulator().servers(SimulatedEcs.SCOPE, World.CLUSTER, World.SERVICE);
        if (fails || servers.isEmpty()) {
            return Answer.failed(fails ? "answers 503" : "nobody answers");
        }
        int status = servers.get(random.nextInt(servers.size())).answers().health();
        return status == expected ? Answer.passed("answers " + status) : Answer.failed("answers " + status);
    }

    private boolean stumbles() {
        return wavers && !failedLast && random.nextInt(3) == 0;
    }

    /** Of one version that runs every third try fails. */
    private boolean isFlaky() {
        return world.serviceNow()
                .primary()
                .filter(primary -> world.image(primary.taskDefinition()).equals(Builds.image(Builds.FLAKY)))
                .filter(primary -> random.nextInt(3) == 0)
                .isPresent();
    }
}
