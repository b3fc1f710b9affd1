package dev.belay.ecs;

import static dev.belay.ecs.Samples.completed;
import static dev.belay.ecs.Samples.deployment;
import static dev.belay.ecs.Samples.saying;
import static dev.belay.ecs.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.VirtualClock;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.ServiceAddress;
import dev.belay.reconcile.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceObserverTest {
    private static final String KEY = ServiceObserver.key(AwsScope.DEFAULT);

    private final VirtualClock clock = new VirtualClock();
    private final Cluster cluster = new Cluster();
    private final List<ServiceKey> changed = new ArrayList<>();
    private int budget = Integer.MAX_VALUE;
    private final ServiceObserver observer = new ServiceObserver(
            cluster,
            (scope, operation, claim) -> budget-- > 0,
            ServiceWorld.inTurn(),
            clock,
            Duration.ofSeconds(30),
            changed::add);

    private static ServiceKey key(String cluster, int i) {
        return new ServiceKey(AwsScope.DEFAULT, cluster, "api-" + i);
    }

    private List<ServiceKey> watch(int services) {
        List<ServiceKey> keys =
                IntStream.range(0, services).mapToObj(i -> key("c", i)).toList();
        observer.watch("shop", keys);
        return keys;
    }

    /** All services look the same, unless said otherwise. */
    private static final class Cluster implements EcsApi {
        final List<List<String>> calls = new ArrayList<>();
        final Set<String> denied = new HashSet<>();
        ServiceSnapshot looks = service(completed("ecs-svc/1", 1));
        Runnable during = () -> {};

        @Nullable
        Failure failure;

        @Override
        public SortedMap<String, Reading> describe(AwsScope scope, String cluster, List<String> services) {
            calls.add(services);
            during.run();
            if (failure != null) {
                throw failure.asException();
            }
            if (services.stream().anyMatch(denied::contains)) {
                throw new Failure.Denied("not allowed").asException();
            }
            var readings = new TreeMap<String, Reading>();
            services.forEach(service -> readings.put(service, new Reading.Found(looks)));
            return readings;
        }

        @Override
        public TaskDefinition taskDefinition(AwsScope scope, String revision) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page revisions(AwsScope scope, String family, @Nullable String next) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> problems(ObjectNode content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ObjectNode registrable(ObjectNode printed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String register(AwsScope scope, ObjectNode content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServiceSnapshot update(
                AwsScope scope, String cluster, String service, String taskDefinition, boolean force) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<EcsTask> tasks(AwsScope scope, String cluster, String service) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String template(AwsScope scope, String url) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void ten_services_of_one_cluster_are_read_in_a_call() {
        watch(25);
        observer.watch("other", List.of(key("d", 1)));
        observer.run(KEY);
        assertThat(cluster.calls).extracting(List::size).containsExactly(10, 10, 5, 1);
    }

    @Test
    void each_is_read_again_after_the_resync_and_not_before() {
        watch(3);
        assertThat(observer.run(KEY)).isEqualTo(new Outcome.Again(Duration.ofSeconds(30)));
        clock.advanceSeconds(29);
        observer.run(KEY);
        assertThat(cluster.calls).hasSize(1);
        clock.advanceSeconds(1);
        observer.run(KEY);
        assertThat(cluster.calls).hasSize(2);
    }

    @Test
    void those_that_began_at_different_times_come_to_share_their_calls() {
        for (int i = 0; i < 20; i++) {
            observer.watch("shop-" + i, List.of(key("c", i)));
            observer.run(KEY);
            clock.advanceSeconds(1);
        }
        run(Duration.ofMinutes(2));
        cluster.calls.clear();
        run(Duration.ofMinutes(5));
        assertThat(cluster.calls).hasSizeBetween(20, 22).allMatch(call -> call.size() == 10);
        assertThat(cluster.calls.stream().flatMap(List::stream).distinct()).hasSize(20);
    }

    private void run(Duration time) {
        for (int i = 0; i < time.toSeconds(); i++) {
            observer.run(KEY);
            clock.advanceSeconds(1);
        }
    }

    @Test
    void one_that_is_far_from_due_gets_no_call_of_its_own() {
        watch(12);
        observer.run(KEY);
        cluster.calls.clear();
        clock.advanceSeconds(10);
        observer.run(KEY);
        assertThat(cluster.calls).isEmpty();
    }

    @Test
    void one_that_moves_is_read_each_second() {
        watch(1);
        cluster.looks = service(
                deployment("ecs-svc/2", "PRIMARY", 2, "IN_PROGRESS"),
                deployment("ecs-svc/1", "ACTIVE", 1, "COMPLETED"));
        assertThat(observer.run(KEY)).isEqualTo(new Outcome.Again(Duration.ofSeconds(1)));
    }

    @Test
    void a_look_outside_its_pace_that_finds_a_rollout_has_it_followed_at_once() {
        ServiceKey key = watch(1).getFirst();
        observer.run(KEY);
        var woken = new ArrayList<String>();
        observer.wakes(woken::add);
        observer.refresh(key);
        assertThat(woken).isEmpty();
        cluster.looks = service(
                deployment("ecs-svc/2", "PRIMARY", 2, "IN_PROGRESS"),
                deployment("ecs-svc/1", "ACTIVE", 1, "COMPLETED"));
        observer.refresh(key);
        assertThat(woken).containsExactly(KEY);
        assertThat(observer.run(KEY)).isEqualTo(new Outcome.Again(Duration.ofSeconds(1)));
    }

    @Test
    void news_are_told_once_and_the_event_log_is_none() {
        List<ServiceKey> keys = watch(1);
        observer.run(KEY);
        assertThat(changed).isEqualTo(keys);
        changed.clear();
        clock.advanceSeconds(30);
        cluster.looks = saying(cluster.looks, "(service api-0) has reached a steady state.");
        observer.run(KEY);
        assertThat(changed).isEmpty();
        clock.advanceSeconds(30);
        cluster.looks = service(completed("ecs-svc/2", 2));
        observer.run(KEY);
        assertThat(changed).isEqualTo(keys);
    }

    @Test
    void a_look_that_failed_keeps_what_was_read_with_its_age() {
        ServiceKey key = watch(1).getFirst();
        observer.run(KEY);
        Sighting before = observer.sighting(key);
        cluster.failure = new Failure.Unavailable("down");
        clock.advanceSeconds(30);
        observer.run(KEY);
        assertThat(observer.sighting(key)).isEqualTo(before.failed(cluster.failure));
    }

    @Test
    void one_service_that_may_not_be_read_does_not_blind_the_others() {
        List<ServiceKey> keys = watch(10);
        cluster.denied.add("api-4");
        observer.run(KEY);
        observer.run(KEY);
        assertThat(keys)
                .filteredOn(key -> observer.sighting(key).failure() != null)
                .containsExactly(key("c", 4));
    }

    @Test
    void without_budget_nothing_is_read_and_it_is_tried_again_soon() {
        watch(25);
        budget = 2;
        assertThat(observer.run(KEY)).isInstanceOf(Outcome.Again.class);
        assertThat(cluster.calls).hasSize(2);
        budget = 5;
        observer.run(KEY);
        assertThat(cluster.calls).hasSize(3);
    }

    @Test
    void what_nobody_watches_any_more_is_forgotten() {
        ServiceKey key = watch(1).getFirst();
        observer.run(KEY);
        observer.watch("shop", List.of());
        assertThat(observer.sighting(key)).isEqualTo(Sighting.NONE);
        assertThat(observer.run(KEY)).isEqualTo(new Outcome.Gone());
    }

    @Test
    void an_answer_that_was_overtaken_by_a_later_look_is_dropped() {
        ServiceKey key = watch(1).getFirst();
        var list = new Watchlist();
        list.replace("shop", List.of(key), clock.instant());
        var newer = new Reading.Found(service(completed("ecs-svc/2", 2)));
        list.saw(key, newer, clock.instant(), clock.instant());
        list.saw(key, new Reading.NoService(), clock.instant().minusSeconds(1), clock.instant());
        assertThat(list.sighting(key).reading()).isEqualTo(newer);
    }

    private static ServiceAddress event(String cluster, int i) {
        return new ServiceAddress("123456789012", "eu-north-1", cluster, "api-" + i);
    }

    @Test
    void an_event_has_its_service_looked_at_long_before_the_resync_in_one_call() {
        watch(3);
        observer.run(KEY);
        var woken = new ArrayList<String>();
        observer.wakes(woken::add);
        clock.advanceSeconds(10);
        assertThat(observer.mayHaveChanged(event("c", 1))).isTrue();
        assertThat(woken).containsExactly(KEY);
        observer.run(KEY);
        assertThat(cluster.calls).hasSize(2);
        assertThat(cluster.calls.getLast()).startsWith("api-1");
    }

    @Test
    void events_of_services_that_nobody_watches_cost_nothing() {
        watch(1);
        observer.run(KEY);
        observer.wakes(key -> {
            throw new AssertionError("woken");
        });
        clock.advanceSeconds(10);
        assertThat(observer.mayHaveChanged(event("c", 7))).isFalse();
        assertThat(observer.mayHaveChanged(event("d", 0))).isFalse();
        observer.run(KEY);
        assertThat(cluster.calls).hasSize(1);
    }

    @Test
    void a_storm_of_events_leads_to_a_look_a_second_and_one_after_the_last() {
        watch(1);
        observer.run(KEY);
        clock.advanceSeconds(10);
        for (int i = 0; i < 500; i++) {
            clock.advance(Duration.ofMillis(6));
            observer.mayHaveChanged(event("c", 0));
            observer.run(KEY);
        }
        assertThat(cluster.calls.size()).isBetween(4, 5); // the first, and three seconds of storm
        clock.advanceSeconds(1);
        observer.run(KEY);
        int after = cluster.calls.size();
        assertThat(after).isBetween(5, 6);
        clock.advanceSeconds(20);
        observer.run(KEY);
        assertThat(cluster.calls).hasSize(after);
    }

    @Test
    void an_event_during_a_look_leads_to_another() {
        watch(1);
        cluster.during = () -> {
            clock.advance(Duration.ofMillis(300));
            observer.mayHaveChanged(event("c", 0));
        };
        assertThat(observer.run(KEY)).isEqualTo(new Outcome.Again(Duration.ofMillis(700)));
    }

    @Test
    void events_of_many_services_are_looked_into_ten_a_call_and_under_the_budget() {
        watch(25);
        observer.run(KEY);
        clock.advanceSeconds(10);
        for (int i = 0; i < 25; i++) {
            observer.mayHaveChanged(event("c", i));
        }
        budget = 2;
        cluster.calls.clear();
        observer.run(KEY);
        assertThat(cluster.calls).extracting(List::size).containsExactly(10, 10);
    }

    @Test
    void an_event_means_a_service_by_name_or_arn_in_its_region_and_account_as_far_as_they_are_said() {
        String service = "arn:aws:ecs:eu-north-1:123456789012:service/c/api-0";
        String cluster = "arn:aws:ecs:eu-north-1:123456789012:cluster/c";
        var here = new AwsScope("eu-north-1", "arn:aws:iam::123456789012:role/belay", null);
        assertThat(new ServiceKey(here, cluster, service).mayBe(event("c", 0))).isTrue();
        assertThat(new ServiceKey(AwsScope.DEFAULT, "c", "api-0").mayBe(event("c", 0)))
                .isTrue();
        assertThat(new ServiceKey(new AwsScope("eu-west-1", null, null), "c", "api-0").mayBe(event("c", 0)))
                .isFalse();
        var other = new AwsScope("eu-north-1", "arn:aws:iam::210987654321:role/belay", null);
        assertThat(new ServiceKey(other, "c", "api-0").mayBe(event("c", 0))).isFalse();
        assertThat(new ServiceKey(here, cluster, service).mayBe(event("c", 1))).isFalse();
    }
}
