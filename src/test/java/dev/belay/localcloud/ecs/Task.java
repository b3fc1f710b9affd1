package dev.belay.localcloud.ecs;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One task. Times that have not come are {@link Instant#MAX}. */
final class Task {
    enum Phase {
        PROVISIONING,
        PENDING,
        RUNNING,
        DEACTIVATING,
        STOPPING,
        STOPPED
    }

    final String id;
    final Deployment deployment;
    final String address;
    final Instant createdAt;
    Phase phase = Phase.PROVISIONING;
    /** When the phase ends by itself. */
    Instant phaseEndsAt;

    Instant startedAt = Instant.MAX;
    Instant checkedAt = Instant.MAX;
    boolean checked;
    boolean healthy;
    /** It was healthy once: what happens later is not the deployment's failure to start. */
    boolean settled;

    Instant crashesAt = Instant.MAX;
    Instant killedAt = Instant.MAX;
    Instant stoppingAt = Instant.MAX;
    Instant stoppedAt = Instant.MAX;
    String stopCode = "";
    String stoppedReason = "";
    String failingContainer = "";
    Optional<Integer> exitCode = Optional.empty();
    String containerReason = "";
    /** Digests of the images as they were pulled, by the image's name: a tag may move later. */
    final Map<String, String> digests = new HashMap<>();

    Instant loggedUntil = Instant.MIN;

    Task(String id, Deployment deployment, String address, Instant now, Instant phaseEndsAt) {
        this.id = id;
        this.deployment = deployment;
        this.address = address;
        this.createdAt = now;
        this.phaseEndsAt = phaseEndsAt;
    }

    /** Meant to go on: neither stopped nor on its way there. */
    boolean live() {
        return phase.compareTo(Phase.RUNNING) <= 0;
    }

    boolean pending() {
        return phase.compareTo(Phase.RUNNING) < 0;
    }

    /** Its containers run; also while it drains. */
    boolean running() {
        return phase == Phase.RUNNING || phase == Phase.DEACTIVATING;
    }

    boolean stopped() {
        return phase == Phase.STOPPED;
    }

    Instant nextEvent() {
        return switch (phase) {
            case RUNNING -> earliest(checked ? Instant.MAX : checkedAt, earliest(crashesAt, killedAt));
            case STOPPED -> Instant.MAX;
            case PROVISIONING, PENDING, DEACTIVATING, STOPPING -> phaseEndsAt;
        };
    }

    private static Instant earliest(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
