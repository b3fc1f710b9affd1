package dev.belay.lease;

import static dev.belay.store.SampleRecords.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import dev.belay.reconcile.Outcome;
import dev.belay.store.MemoryStore;
import dev.belay.store.MemoryStore.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who of several replicas acts, for how long, and who comes next. */
class ElectionTest {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration CALL = Duration.ofSeconds(5);

    private final MemoryStore store = new MemoryStore();
    private long nanos;
    private final Member one = new Member("one");
    private final Member two = new Member("two");

    /** A replica, and what it heard. */
    private final class Member implements Replica {
        final Election election;
        final List<String> heard = new ArrayList<>();

        @Nullable
        Tenure tenure;

        Member(String id) {
            election = new Election(store, id, LEASE, () -> nanos, this);
        }

        Duration run() {
            return ((Outcome.Again) election.run(Election.KEY)).delay();
        }

        boolean acts() {
            return tenure != null && tenure.lasts(Duration.ZERO);
        }

        @Override
        public void appointed(Tenure newTenure) {
            tenure = newTenure;
        }

        @Override
        public void dismissed(Tenure old) {
            assertThat(old.isOver()).isTrue();
            tenure = null;
        }

        @Override
        public void heard() {
            heard.add("heard");
        }

        @Override
        public void knocked(SortedSet<String> targets) {
            heard.addAll(targets);
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** Both go on for a while, as their loops would. */
    private void together(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusSeconds(1)) {
            one.run();
            two.run();
            pass(Duration.ofSeconds(1));
        }
    }

    private static long term(Member member) {
        assertThat(member.tenure).isNotNull();
        return member.tenure.term();
    }

    @Test
    void the_first_to_come_acts_and_the_second_stands_by() {
        together(Duration.ofMinutes(2));
        assertThat(one.acts()).isTrue();
        assertThat(two.acts()).isFalse();
        assertThat(term(one)).isEqualTo(1);
    }

    @Test
    void of_one_that_is_not_heard_of_the_lease_is_taken_over_once_its_time_is_up_and_not_before() {
        one.run();
        two.run();
        pass(LEASE.minusMillis(1));
        two.run();
        assertThat(two.acts()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(one.acts()).as("the old holder has stopped before").isFalse();
        two.run();
        assertThat(two.acts()).isTrue();
        assertThat(term(two)).isEqualTo(2);
    }

    @Test
    void one_that_stands_by_looks_at_the_very_moment_at_which_the_lease_is_due() {
        one.run();
        two.run();
        pass(LEASE.minusSeconds(1));
        assertThat(two.run()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_holder_that_was_stopped_for_longer_than_its_lease_begins_nothing_and_learns_who_acts() {
        together(Duration.ofSeconds(3));
        Tenure stopped = one.tenure;
        two.run();
        pass(LEASE);
        two.run();
        assertThat(stopped).isNotNull();
        assertFails(Failure.Unavailable.class, () -> stopped.require(Duration.ZERO));
        one.run();
        assertThat(stopped.isOver()).isTrue();
        assertThat(one.tenure).isNull();
        assertThat(two.acts()).isTrue();
    }

    @Test
    void a_call_begins_only_while_the_rest_of_the_lease_is_longer_than_it_may_take() {
        one.run();
        Tenure tenure = one.tenure;
        assertThat(tenure).isNotNull();
        pass(LEASE.minus(CALL).minusNanos(1));
        tenure.require(CALL);
        pass(Duration.ofNanos(1));
        assertFails(Failure.Unavailable.class, () -> tenure.require(CALL));
        tenure.require(CALL.minusSeconds(1));
    }

    @Test
    void what_a_renewal_takes_is_taken_off_the_lease_and_not_added() {
        one.run();
        store.faults(new Faults() {
            @Override
            public void before(String call) {
                if (call.startsWith("documents write")) {
                    pass(Duration.ofSeconds(4));
                }
            }
        });
        one.run();
        pass(LEASE.minusSeconds(4));
        assertThat(one.acts()).isFalse();
    }

    @Test
    void a_lease_given_back_is_taken_at_the_next_look() {
        together(Duration.ofSeconds(3));
        one.election.giveBack();
        assertThat(one.acts()).isFalse();
        two.run();
        assertThat(two.acts()).isTrue();
    }

    @Test
    void a_holder_that_can_not_reach_the_store_lapses_and_goes_on_if_nobody_took_over() {
        one.run();
        Tenure tenure = one.tenure;
        store.goAway();
        pass(LEASE);
        one.run();
        assertThat(one.acts()).isFalse();
        assertThat(one.tenure).as("it still observes").isSameAs(tenure);
        store.comeBack();
        one.run();
        assertThat(one.acts()).isTrue();
        assertThat(one.tenure).isSameAs(tenure);
    }

    @Test
    void a_renewal_whose_reply_was_lost_is_found_to_be_ours() {
        together(Duration.ofSeconds(3));
        store.faults(new Faults() {
            @Override
            public void after(String call) {
                if (call.startsWith("documents write")) {
                    throw new Failure.Unavailable("no answer").asException();
                }
            }
        });
        one.run();
        store.faults(new Faults() {});
        one.run();
        assertThat(one.acts()).isTrue();
        assertThat(term(one)).isEqualTo(1);
    }

    @Test
    void a_lease_that_was_taken_though_nobody_said_so_is_found_to_be_ours() {
        store.faults(new Faults() {
            @Override
            public void after(String call) {
                if (call.startsWith("documents write")) {
                    throw new Failure.Unavailable("no answer").asException();
                }
            }
        });
        one.run();
        assertThat(one.acts()).isFalse();
        store.faults(new Faults() {});
        one.run();
        assertThat(one.acts()).isTrue();
    }

    @Test
    void a_knock_is_heard_by_the_one_that_acts_at_its_next_beat_and_once() {
        together(Duration.ofSeconds(3));
        two.election.knock("shop");
        two.election.knock("");
        two.election.knock("shop");
        one.run();
        one.run();
        assertThat(one.heard).containsExactly("", "shop");
        assertThat(one.acts()).isTrue();
    }

    @Test
    void knocks_do_not_make_a_holder_seem_alive() {
        together(Duration.ofSeconds(3));
        two.run();
        for (int i = 0; i < 15; i++) {
            two.election.knock("target-" + i);
            pass(Duration.ofSeconds(1));
        }
        two.run();
        assertThat(two.acts()).isTrue();
    }

    @Test
    void those_that_stand_by_hear_when_statuses_were_written_and_when_another_acts() {
        together(Duration.ofSeconds(3));
        assertThat(two.heard).hasSize(1);
        assertThat(one.tenure).isNotNull();
        one.tenure.said();
        together(Duration.ofSeconds(2));
        assertThat(two.heard).hasSize(2);
        together(Duration.ofSeconds(5));
        assertThat(two.heard).hasSize(2);
    }

    @Test
    void a_lease_that_was_deleted_is_taken_anew_beyond_every_term_that_something_bears() {
        together(Duration.ofSeconds(3));
        store.delete(Lease.PATH);
        together(Duration.ofSeconds(3));
        Member acting = one.acts() ? one : two;
        assertThat(acting.tenure).isNotNull();
        acting.tenure.outdone(41);
        together(Duration.ofSeconds(2));
        assertThat(term(acting)).isEqualTo(42);
        assertThat(one.acts()).isNotEqualTo(two.acts());
    }

    @Test
    void a_lease_that_was_deleted_is_still_its_holder_s() {
        together(Duration.ofSeconds(3));
        store.delete(Lease.PATH);
        two.run();
        assertThat(two.acts()).isFalse();
        together(Duration.ofSeconds(30));
        assertThat(one.acts()).isTrue();
        assertThat(two.acts()).isFalse();
        assertThat(term(one)).isEqualTo(1);
    }

    @Test
    void of_a_lease_that_was_deleted_and_whose_holder_is_gone_the_time_must_be_up_as_well() {
        one.run();
        two.run();
        store.delete(Lease.PATH);
        pass(LEASE.minusMillis(1));
        two.run();
        assertThat(two.acts()).isFalse();
        pass(Duration.ofMillis(1));
        two.run();
        assertThat(term(two)).isEqualTo(2);
    }

    @Test
    void what_is_no_lease_is_replaced_after_a_lease_s_time() {
        store.write(Lease.PATH, "somebody was here", null);
        together(LEASE);
        assertThat(one.acts() || two.acts()).isFalse();
        together(Duration.ofSeconds(2));
        assertThat(one.acts()).isNotEqualTo(two.acts());
    }

    @Test
    void what_is_stored_holds_no_time_so_no_clock_is_compared_with_another() {
        assertThat(new Lease(1, "a", 2, 3, new java.util.TreeSet<>(List.of("shop"))).text())
                .isEqualTo("{\"term\":1,\"holder\":\"a\",\"beat\":2,\"said\":3,\"knocks\":[\"shop\"]}");
    }
}
