package dev.belay.metrics;

import dev.belay.rollout.ReadinessListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Gauges of which rollbacks would work, as long as this replica acts. */
final class ReadinessMeters implements ReadinessListener {
    private final MeterRegistry registry;
    private final Map<String, LabelledGauges> targets = new HashMap<>();
    private boolean acts;

    ReadinessMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized void looked(String target, SequencedMap<String, Boolean> ready) {
        if (acts) {
            put(target, ready);
        }
    }

    private void put(String target, SequencedMap<String, Boolean> ready) {
        var gauges = targets.computeIfAbsent(target, name -> new LabelledGauges(registry, "belay.rollback.ready"));
        gauges.begin();
        ready.forEach((version, would) -> gauges.put(Tags.of("target", target, "version", version), would ? 1 : 0));
        gauges.end();
    }

    synchronized void show(boolean doesAct) {
        acts = doesAct;
        List.copyOf(targets.keySet()).forEach(target -> put(target, new LinkedHashMap<>()));
        targets.clear();
    }
}
