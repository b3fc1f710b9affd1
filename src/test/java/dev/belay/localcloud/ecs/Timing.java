package dev.belay.localcloud.ecs;

import java.time.Duration;

/** How long things take: at speed 1 a task starts in 4 s, is found healthy 2 s later, drains for 3 s and stops in 1 s. */
record Timing(double speed) {
    Duration provisioning() {
        return scaled(Duration.ofSeconds(1));
    }

    Duration pending() {
        return scaled(Duration.ofSeconds(3));
    }

    Duration firstHealthCheck() {
        return scaled(Duration.ofSeconds(2));
    }

    /** From the first failed health check to the end of the scheduler's patience. */
    Duration unhealthy() {
        return scaled(Duration.ofSeconds(3));
    }

    Duration draining() {
        return scaled(Duration.ofSeconds(3));
    }

    Duration stopping() {
        return scaled(Duration.ofSeconds(1));
    }

    /** ECS throttles a service whose tasks fail one after the other. */
    Duration beforeNextLaunch(int failed, int desired) {
        int rounds = Math.min(6, failed / Math.max(1, desired));
        return scaled(Duration.ofSeconds(Math.min(60, 1L << rounds)));
    }

    Duration scaled(Duration atSpeedOne) {
        return Duration.ofNanos(Math.max(1_000_000, (long) (atSpeedOne.toNanos() / speed)));
    }
}
