package dev.belay.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** Gauges of one name whose labels come and go. A value is set between {@link #begin} and {@link #end}; what was not set goes. */
final class LabelledGauges {
    private final MeterRegistry registry;
    private final String name;
    private final Map<Tags, Holder> gauges = new HashMap<>();
    private final Set<Tags> set = new HashSet<>();

    private static final class Holder {
        private volatile DoubleSupplier value;
        private final Gauge gauge;

        Holder(MeterRegistry registry, String name, Tags tags, DoubleSupplier value) {
            this.value = value;
            gauge = Gauge.builder(name, this, holder -> holder.value.getAsDouble())
                    .tags(tags)
                    .strongReference(true)
                    .register(registry);
        }
    }

    LabelledGauges(MeterRegistry registry, String name) {
        this.registry = registry;
        this.name = name;
    }

    synchronized void begin() {
        set.clear();
    }

    synchronized void put(Tags tags, double value) {
        put(tags, () -> value);
    }

    synchronized void put(Tags tags, DoubleSupplier value) {
        set.add(tags);
        Holder known = gauges.get(tags);
        if (known == null) {
            gauges.put(tags, new Holder(registry, name, tags, value));
        } else {
            known.value = value;
        }
    }

    synchronized void end() {
        gauges.entrySet().removeIf(entry -> {
            boolean gone = !set.contains(entry.getKey());
            if (gone) {
                registry.remove(entry.getValue().gauge);
            }
            return gone;
        });
    }
}
