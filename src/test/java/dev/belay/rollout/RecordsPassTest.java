package dev.belay.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.RecordKind;
import dev.belay.reconcile.Priority;
import dev.belay.reconcile.VirtualTime;
import dev.belay.store.Decoded;
import dev.belay.store.MemoryStore;
import dev.belay.store.Node;
import dev.belay.store.RecordCodec;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whose changes go first. */
class RecordsPassTest {
    private static final Duration POLL = Duration.ofSeconds(5);

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore store = new MemoryStore();
    private final Map<String, Priority> queued = new TreeMap<>();
    private final RecordsPass pass =
            new RecordsPass(store, new Records(), new StoreHealth(time, POLL), time, POLL, queued::put);

    private void targets(int from, int to) {
        for (int i = from; i < to; i++) {
            String name = "t%02d".formatted(i);
            var read = RecordCodec.parse(name + ".yaml", """
                    apiVersion: belay.dev/v1
                    kind: Target
                    metadata: {name: %s}
                    spec: {components: {api: {ecs: {cluster: prod, service: %s}}}}
                    """.formatted(name, name));
            if (!(read instanceof Decoded.Valid<Node>(Node.Mapping tree))) {
                throw new AssertionError(read);
            }
            store.write(RecordKind.TARGET, name, tree, null);
        }
        queued.clear();
        pass.run(RecordsPass.KEY);
    }

    @Test
    void what_somebody_edits_goes_first() {
        targets(0, 20);
        assertThat(queued).hasSize(20).containsValue(Priority.OPERATOR).doesNotContainValue(Priority.CHANGE);
    }

    @Test
    void a_campaign_leaves_room_for_what_somebody_edits_meanwhile() {
        targets(0, 21);
        assertThat(queued).hasSize(21).containsValue(Priority.CHANGE).doesNotContainValue(Priority.OPERATOR);
        targets(21, 22);
        assertThat(queued).isEqualTo(Map.of("t21", Priority.OPERATOR));
    }
}
