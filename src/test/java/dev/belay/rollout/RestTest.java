package dev.belay.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Summary;
import dev.belay.reconcile.Outcome;
import dev.belay.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where all is as it should be, a pass costs nobody anything. */
class RestTest {
    private final OneService ecs = new OneService();
    private final House house = new House(OneService.TARGET, ecs);

    @Test
    void a_pass_over_a_service_in_sync_reads_writes_and_asks_nothing() {
        house.pin("components: {api: {taskDefinition: \"shop-api:2\"}}");
        assertThat(house.settle().summary()).isEqualTo(Summary.SYNCED);
        house.pass();
        List<String> stored = new ArrayList<>();
        house.store.faults(new MemoryStore.Faults() {
            @Override
            public void before(String call) {
                stored.add(call);
            }
        });
        int before = ecs.calls;
        int probes = house.probes;
        for (int i = 0; i < 3; i++) {
            house.time.pass(Duration.ofSeconds(30));
            assertThat(house.reconciler().targets().run("shop")).isEqualTo(new Outcome.Settled(Duration.ofSeconds(30)));
        }
        assertThat(stored).isEmpty();
        assertThat(ecs.calls).isEqualTo(before);
        assertThat(house.probes).isEqualTo(probes);
    }
}
