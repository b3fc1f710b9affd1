package dev.belay.rollout;

import static dev.belay.rollout.Samples.begun;
import static dev.belay.store.SampleRecords.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.ecs.EcsApi;
import dev.belay.lease.Tenure;
import dev.belay.lease.Tenures;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.site.SiteApi;
import dev.belay.store.MemoryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a replica may no longer do when another one acts, or may act soon. */
class FencesTest {
    private static final Duration CALL = Duration.ofSeconds(10);

    private final MemoryStore store = new MemoryStore();
    private final StoredRoots stored = new StoredRoots(store);
    private final List<String> made = new ArrayList<>();

    /** A port that answers null to everything. */
    private <T> T port(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            made.add(method.getName());
            return null;
        }));
    }

    @Test
    void calls_that_change_something_begin_only_while_the_lease_outlasts_them_and_looks_always() {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        var copy = new SiteApi.Copy("builds", "v1/a", "etag", 1, "live", "a");
        for (Duration rest : List.of(CALL, CALL.plusNanos(1))) {
            Tenure tenure = Tenures.of(1, rest);
            var ecs = new FencedEcs(port(EcsApi.class), tenure, CALL);
            var sites = new FencedSites(port(SiteApi.class), tenure, CALL);
            List<Runnable> writes = List.of(
                    () -> ecs.register(AwsScope.DEFAULT, content),
                    () -> ecs.update(AwsScope.DEFAULT, "c", "s", "t:1", false),
                    () -> sites.copy(AwsScope.DEFAULT, copy),
                    () -> sites.delete(AwsScope.DEFAULT, "live", List.of("a")),
                    () -> sites.createInvalidation(AwsScope.DEFAULT, "E1", "ref", List.of("/*")));
            ecs.describe(AwsScope.DEFAULT, "c", List.of("s"));
            sites.head(AwsScope.DEFAULT, "live", "a");
            if (tenure.lasts(CALL)) {
                writes.forEach(Runnable::run);
            } else {
                writes.forEach(write -> assertFails(Failure.Unavailable.class, write::run));
                assertThat(made).containsExactly("describe", "head");
                made.clear();
            }
        }
        assertThat(made)
                .containsExactly("describe", "head", "register", "update", "copy", "delete", "createInvalidation");
    }

    @Test
    void what_a_later_tenure_has_looked_at_an_earlier_one_can_write_no_more() {
        var earlier = new Roots(stored, Tenures.of(1, CALL));
        var later = new Roots(stored, Tenures.of(2, CALL));
        var read = earlier.read("shop");
        assertThat(read.root().epoch()).isEqualTo(1);
        assertThat(later.read("shop").root().epoch()).isEqualTo(2);
        assertFails(
                Failure.Conflict.class,
                () -> earlier.write(read, begun("version: v1").claimed(1)));
        assertThat(stored.read("shop").root().rollout()).isNull();
    }

    @Test
    void a_tenure_leaves_alone_what_is_a_later_one_s_and_tells_the_election() {
        new Roots(stored, Tenures.of(7, CALL)).read("shop");
        Tenure tenure = Tenures.of(3, CALL);
        assertFails(Failure.Conflict.class, () -> new Roots(stored, tenure).read("shop"));
        assertThat(stored.read("shop").root().epoch()).isEqualTo(7);
    }

    @Test
    void a_tenure_that_has_lapsed_claims_nothing() {
        new Roots(stored, Tenures.of(1, Duration.ZERO)).read("shop");
        assertThat(store.list("state")).isEmpty();
    }

    @Test
    void a_daemon_that_is_alone_claims_nothing() {
        new Roots(stored, Tenure.sole()).read("shop");
        assertThat(store.list("state")).isEmpty();
    }

    @Test
    void what_a_person_writes_meanwhile_is_read_by_the_next_pass() {
        var roots = new Roots(stored, Tenures.of(1, CALL));
        roots.read("shop");
        stored.change("shop", root -> root.with(begun("version: v1").rollout()));
        assertThat(roots.read("shop").root().rollout()).isNull();
        roots.moved("shop");
        assertThat(roots.read("shop").root().rollout()).isNotNull();
    }
}
