package dev.belay.metrics;

import dev.belay.rollout.ReadinessListener;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Which rollbacks would work, as long as this replica acts. */
final class ReadinessMeters implements ReadinessListener {
    private final Map<String, SequencedMap<String, Boolean>> targets = new ConcurrentSkipListMap<>();
    private boolean acts;

    void register(CollectorRegistry registry) {
        registry.register(Scraped.gauge(
                "belay_rollback_ready",
                "Whether a rollback to a version would work now",
                List.of("target", "version"),
                teller -> targets.forEach((target, ready) ->
                        ready.forEach((version, would) -> teller.tell(would ? 1 : 0, target, version)))));
    }

    @Override
    public synchronized void looked(String target, SequencedMap<String, Boolean> ready) {
        if (acts && !ready.isEmpty()) {
            targets.put(target, ready);
        } else {
            targets.remove(target);
        }
    }

    synchronized void show(boolean doesAct) {
        acts = doesAct;
        targets.clear();
    }
}
