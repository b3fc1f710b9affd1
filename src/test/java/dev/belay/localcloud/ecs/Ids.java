package dev.belay.localcloud.ecs;

import java.util.random.RandomGenerator;

/** Ids in the shape of AWS's own; the same ones in every run. */
final class Ids {
    private final RandomGenerator random;

    Ids(RandomGenerator random) {
        this.random = random;
    }

    String task() {
        return "%016x%016x".formatted(random.nextLong(), random.nextLong());
    }

    String deployment() {
        return "ecs-svc/" + random.nextLong(1_000_000_000_000_000_000L, Long.MAX_VALUE);
    }

    String uuid() {
        String hex = task();
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }
}
