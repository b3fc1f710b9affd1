package dev.belay.metrics;

import dev.belay.model.Condition;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.model.Status.ComponentStatus;
import dev.belay.rollout.Statuses;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Gauges of each target, as long as this replica acts. A change of one target touches that target's gauges only. */
final class TargetMeters implements Statuses.Listener {
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<String, Gauges> targets = new ConcurrentHashMap<>();
    private volatile boolean acts;

    TargetMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** From now on, or no longer. */
    void show(boolean doesAct, List<Status> statuses) {
        acts = doesAct;
        if (acts) {
            statuses.forEach(this::changed);
        } else {
            List.copyOf(targets.keySet()).forEach(this::removed);
        }
    }

    @Override
    public void changed(Status status) {
        if (!acts) {
            return;
        }
        targets.computeIfAbsent(status.name(), name -> new Gauges(registry)).show(status, clock);
    }

    @Override
    public void removed(String target) {
        Gauges gone = targets.remove(target);
        if (gone != null) {
            gone.clear();
        }
    }

    /** The gauges of one target. */
    private static final class Gauges {
        private final LabelledGauges info;
        private final LabelledGauges synced;
        private final LabelledGauges condition;
        private final LabelledGauges reason;
        private final LabelledGauges drift;

        Gauges(MeterRegistry registry) {
            info = new LabelledGauges(registry, "belay.target.info");
            synced = new LabelledGauges(registry, "belay.target.synced");
            condition = new LabelledGauges(registry, "belay.target.condition");
            reason = new LabelledGauges(registry, "belay.target.condition.reason");
            drift = new LabelledGauges(registry, "belay.drift.seconds");
        }

        private List<LabelledGauges> all() {
            return List.of(info, synced, condition, reason, drift);
        }

        synchronized void show(Status status, InstantSource clock) {
            all().forEach(LabelledGauges::begin);
            String target = status.name();
            status.components().forEach((name, component) -> {
                Tags tags = Tags.of("target", target, "component", name);
                info.put(tags.and("pinned", text(component.pinned()), "running", text(component.running())), 1);
                synced.put(tags, Boolean.TRUE.equals(component.synced()) ? 1 : 0);
                drift.put(tags, driftSeconds(status, component, clock));
            });
            for (Condition one : status.conditions()) {
                reason.put(Tags.of("target", target, "type", one.type().word(), "reason", one.reason()), 1);
                for (Condition.Truth truth : Condition.Truth.values()) {
                    condition.put(
                            Tags.of("target", target, "type", one.type().word(), "status", truth.word()),
                            one.status() == truth ? 1 : 0);
                }
            }
            all().forEach(LabelledGauges::end);
        }

        synchronized void clear() {
            all().forEach(LabelledGauges::begin);
            all().forEach(LabelledGauges::end);
        }
    }

    /** How long a component has differed, unless a pin's own rollout is on its way to change that. */
    private static DoubleSupplier driftSeconds(Status status, ComponentStatus component, InstantSource clock) {
        Instant since = component.since();
        boolean moves = status.rollout() != null && status.rollout().cause() != Rollout.Cause.DRIFT;
        if (!Boolean.FALSE.equals(component.synced()) || moves || since == null) {
            return () -> 0;
        }
        return () -> Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
