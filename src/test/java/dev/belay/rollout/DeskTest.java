package dev.belay.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.RecordKind;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people ask, and what becomes of what they write. */
class DeskTest {
    private static final Caller ALICE = new Caller("alice", Caller.ALL);
    private static final Caller SHOPS = new Caller("bob", List.of("shop*"));

    private final House house = new House();

    @BeforeEach
    void v1_is_live() {
        house.pin("version: v1");
        house.settle();
    }

    private @Nullable String revision() {
        return Objects.requireNonNull(house.store.read(RecordKind.PIN, "shop")).revision();
    }

    private Reply<String> put(String record, Expected expected) {
        return house.desk().putPin("shop", record, expected, ALICE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {version: v2}
            version: v2
            {apiVersion: belay.dev/v1, kind: Pin, metadata: {name: shop}, spec: {version: v2}}
            """)
    void a_pin_is_written_on_what_was_seen_and_rolled_out(String record) {
        assertThat(put(record, new Expected.Revision(String.valueOf(revision()))))
                .isInstanceOf(Reply.Done.class);
        house.settle();
        assertThat(house.live()).isEqualTo("v2");
    }

    @Test
    void a_pin_that_moved_is_not_overwritten() {
        String now = String.valueOf(revision());
        assertThat(put("version: v2", new Expected.Revision("0"))).isEqualTo(new Reply.Moved<String>(now));
        assertThat(put("version: v2", new Expected.Absent())).isEqualTo(new Reply.Moved<String>(now));
    }

    @Test
    void a_race_that_was_lost_is_told_with_what_is_there_now() {
        String seen = String.valueOf(revision());
        house.store.faults(new MemoryStore.Faults() {
            @Override
            public void before(String call) {
                if (call.startsWith("records write")) {
                    house.pin("version: v0");
                }
            }
        });
        assertThat(put("version: v2", new Expected.Revision(seen)))
                .isEqualTo(new Reply.Moved<String>(String.valueOf(revision())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {apiVersion: belay.dev/v1, kind: Pin, metadata: {name: shop-2}, spec: {version: v2}} | metadata.name
            components: {wbe: {version: v1}}                                                     | did you mean
            components: {web: {taskDefinition: "a:1"}}                                           | no task definition
            verson: v2                                                                           | verson
            """)
    void a_pin_that_is_wrong_is_not_written(String record, String says) {
        var reply = put(record, new Expected.Revision(String.valueOf(revision())));
        assertThat(reply).isInstanceOf(Reply.Invalid.class);
        assertThat(reply.toString()).contains(says);
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void a_pin_of_a_target_that_was_deleted_is_not_written() {
        house.store.remove(RecordKind.TARGET, "shop");
        house.poll();
        house.pass();
        assertThat(put("version: v2", new Expected.Anything())).isInstanceOf(Reply.NotFound.class);
    }

    private void pending() {
        house.hold("suspend");
        house.pin("version: v2");
        house.settle();
        house.store.remove(RecordKind.HOLD, "stop");
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void a_pending_pin_is_admitted_by_its_revision_and_no_other() {
        pending();
        String shown = Objects.requireNonNull(house.status().pin()).revision();
        assertThat(house.desk().admit("shop", "0", ALICE)).isEqualTo(new Reply.Moved<String>(shown));
        assertThat(house.desk().admit("shop", shown, ALICE)).isEqualTo(new Reply.Done<>("v2 is in force"));
        house.settle();
        assertThat(house.live()).isEqualTo("v2");
        assertThat(house.desk().admit("shop", shown, ALICE)).isInstanceOf(Reply.Impossible.class);
    }

    @Test
    void admitting_is_not_in_vain_because_a_pass_wrote_at_the_same_time() {
        pending();
        String shown = Objects.requireNonNull(house.status().pin()).revision();
        house.store.faults(new MemoryStore.Faults() {
            private int races = 2;

            @Override
            public void before(String call) {
                if (call.equals("documents write state/shop") && races-- > 0) {
                    throw new FailureException(new Failure.Conflict("a pass was quicker"));
                }
            }
        });
        assertThat(house.desk().admit("shop", shown, ALICE)).isInstanceOf(Reply.Done.class);
    }

    @Test
    void what_is_not_there_is_not_found() {
        Desk desk = house.desk();
        assertThat(desk.plan("nobody", null)).isInstanceOf(Reply.NotFound.class);
        assertThat(desk.versions("nobody")).isInstanceOf(Reply.NotFound.class);
        assertThat(desk.rollouts("nobody")).isInstanceOf(Reply.NotFound.class);
        assertThat(desk.rollout("shop", "nothing")).isInstanceOf(Reply.NotFound.class);
        assertThat(desk.admit("nobody", "1", ALICE)).isInstanceOf(Reply.NotFound.class);
        assertThat(desk.reconcile("nobody", ALICE)).isInstanceOf(Reply.NotFound.class);
        assertThat(desk.putPin("nobody", "version: v1", new Expected.Anything(), ALICE))
                .isInstanceOf(Reply.NotFound.class);
        assertThat(desk.deleteHold("nothing", new Expected.Anything(), ALICE)).isInstanceOf(Reply.NotFound.class);
    }

    @Test
    void reconcile_looks_at_the_live_site_however_short_ago_that_was() {
        house.aws.put("live", "index.html", "by hand", Map.of("content-type", "text/html"));
        house.pass();
        assertThat(house.live()).isEqualTo("by hand");
        house.desk().reconcile("shop", ALICE);
        house.pass();
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void each_rollout_is_listed_once_the_newest_first() {
        house.pin("version: v2");
        house.settle();
        var reply = house.desk().rollouts("shop");
        assertThat(reply).isInstanceOf(Reply.Done.class);
        if (reply instanceof Reply.Done<List<Rollout>>(var rollouts)) {
            assertThat(rollouts).extracting(r -> r.to().get("web")).containsExactly("v2", "v1");
            assertThat(house.desk().rollout("shop", rollouts.getFirst().id()))
                    .isEqualTo(new Reply.Done<>(rollouts.getFirst()));
        }
    }

    @Test
    void a_plan_does_nothing() {
        var reply = house.desk().plan("shop", "v2");
        assertThat(reply).isInstanceOf(Reply.Done.class);
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
    }

    private Reply<String> hold(String targets, Caller caller) {
        return house.desk().putHold("stop", "{" + targets + ", mode: suspend}", new Expected.Anything(), caller);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            targets: [shop]          | true
            targets: ["shop*"]       | true
            targets: ["shop-*-x"]    | true
            targets: ["*"]           | false
            targets: [shop, other]   | false
            labels: {team: shop}     | false
            """)
    void whoever_may_touch_some_targets_holds_only_those(String targets, boolean allowed) {
        assertThat(hold(targets, SHOPS) instanceof Reply.Done).isEqualTo(allowed);
        assertThat(hold(targets, ALICE)).isInstanceOf(Reply.Done.class);
    }

    @Test
    void the_hold_as_it_is_stored_now_decides_who_may_replace_it() {
        assertThat(hold("targets: [shop]", SHOPS)).isInstanceOf(Reply.Done.class);
        house.poll();
        // Widened since the records were listed.
        assertThat(hold("targets: [\"*\"]", ALICE)).isInstanceOf(Reply.Done.class);
        assertThat(hold("targets: [shop]", SHOPS)).isInstanceOf(Reply.Refused.class);
        assertThat(house.desk().deleteHold("stop", new Expected.Anything(), SHOPS))
                .isInstanceOf(Reply.Refused.class);
        assertThat(house.desk().deleteHold("stop", new Expected.Anything(), ALICE))
                .isInstanceOf(Reply.Done.class);
    }

    @Test
    void a_hold_that_can_not_be_read_is_replaced_only_by_those_who_may_touch_all() {
        house.store.edit(RecordKind.HOLD, "stop", "mode: [");
        assertThat(hold("targets: [shop]", SHOPS)).isInstanceOf(Reply.Refused.class);
        assertThat(hold("targets: [shop]", ALICE)).isInstanceOf(Reply.Done.class);
    }

    @Test
    void a_hold_is_deleted_on_what_was_seen() {
        hold("targets: [shop]", ALICE);
        String now = Objects.requireNonNull(house.store.read(RecordKind.HOLD, "stop"))
                .revision();
        assertThat(house.desk().deleteHold("stop", new Expected.Revision("0"), ALICE))
                .isEqualTo(new Reply.Moved<String>(now));
        assertThat(house.desk().deleteHold("stop", new Expected.Revision(now), ALICE))
                .isInstanceOf(Reply.Done.class);
    }

    private List<PlacedHold> seen(Caller caller) {
        house.poll();
        return house.desk().holds(caller);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            targets: [shop]         | true
            targets: [shop-2]       | true
            targets: ["*"]          | true
            targets: [shop, other]  | true
            targets: [other]        | false
            labels: {team: nobody}  | false
            """)
    void whoever_is_held_back_sees_by_what(String targets, boolean seen) {
        assertThat(hold(targets, ALICE)).isInstanceOf(Reply.Done.class);
        assertThat(seen(SHOPS)).hasSize(seen ? 1 : 0);
        assertThat(seen(ALICE)).hasSize(1);
    }

    @Test
    void a_hold_does_not_tell_of_other_peoples_targets() {
        hold("targets: [shop, bank-secret]", ALICE);
        assertThat(Objects.requireNonNull(seen(SHOPS).getFirst().hold()).targets())
                .containsExactly("shop");
    }

    @Test
    void a_hold_that_can_not_be_read_is_seen_by_all_whom_it_may_hold_back() {
        house.store.edit(RecordKind.HOLD, "stop", "mode: [");
        assertThat(seen(SHOPS)).hasSize(1);
        house.store.edit(RecordKind.HOLD, "stop", "spec: {targets: [other]}");
        assertThat(seen(SHOPS)).isEmpty();
    }

    @Test
    void a_pin_is_shown_as_it_stands_in_force_or_not() {
        house.store.edit(RecordKind.PIN, "shop", "spec: {versoin: v2}");
        assertThat(house.desk().pin("shop").toString()).contains("versoin", String.valueOf(revision()));
        house.store.edit(RecordKind.PIN, "shop", "spec: [");
        assertThat(house.desk().pin("shop")).isInstanceOf(Reply.Impossible.class);
        assertThat(house.desk().pin("other")).isInstanceOf(Reply.NotFound.class);
    }

    @Test
    void steps_of_a_rollout_are_told_once_and_in_their_order() {
        var told = new ArrayList<String>();
        house.reconciler().feed().watch(happening -> {
            if (happening instanceof Happening.StepTaken step) {
                told.add(step.step().what());
            }
        });
        house.pin("version: v2");
        house.settle();
        house.time.pass(Duration.ofMinutes(1));
        house.settle();
        var last = Objects.requireNonNull(house.root().history().last());
        assertThat(told)
                .isEqualTo(last.timeline().stream().map(step -> step.what()).toList());
    }

    @Test
    void steps_of_a_timeline_that_was_cut_are_still_told() {
        var feed = new Feed();
        var told = new ArrayList<String>();
        feed.watch(happening -> {
            if (happening instanceof Happening.StepTaken step) {
                told.add(step.step().what());
            }
        });
        var publisher = new Publisher(feed);
        var rollout = Objects.requireNonNull(Samples.begun("version: v1").rollout());
        for (int i = 0; i < 500; i++) {
            rollout = new RolloutDraft(rollout)
                    .step(Samples.NOW, null, "step " + i)
                    .rollout();
            var status = house.status();
            publisher.changed(new Status(
                    status.metadata(),
                    status.summary(),
                    Samples.NOW,
                    null,
                    status.components(),
                    List.of(),
                    List.of(),
                    rollout,
                    null));
        }
        assertThat(told).hasSize(501).last().isEqualTo("step 499");
    }
}
