package dev.belay.rollout;

import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.begun;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.succeeded;
import static dev.belay.store.SampleRecords.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.belay.announce.Announcements;
import dev.belay.announce.Outbox;
import dev.belay.aws.Budgets.Claim;
import dev.belay.ecs.EcsState;
import dev.belay.lease.Tenure;
import dev.belay.model.Failure;
import dev.belay.model.Receiver;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Standing;
import dev.belay.reconcile.VirtualTime;
import dev.belay.rollout.Admitted.Pending;
import dev.belay.rollout.Root.Since;
import dev.belay.site.SiteState;
import dev.belay.store.MemoryStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of a root in the store, and of what is projected from it. */
class StoredRootTest {
    private final MemoryStore store = new MemoryStore();
    private final VirtualTime time = new VirtualTime();
    private final StoredRoots stored = new StoredRoots(store);
    private final Roots roots = new Roots(stored, Tenure.sole());
    private final RootCodec codec = new RootCodec();
    private final Archive archive = new Archive(store);

    /** A root in which every field says something. */
    private static Root full() {
        Root root = succeeded(pinned("version: v1, reason: INC-1, by: alice"), NOW);
        root = RolloutPlanner.begin(Samples.repinned(root, "version: v2, force: 3"), Samples.watching(NOW));
        root = Samples.verifying(root, NOW);
        var admitted = root.admitted();
        root = root.with(new Admitted(
                admitted.target(),
                admitted.pin(),
                new Pending(Samples.pin("version: v3"), "7", "hold stop"),
                Rollout.Cause.FORCE,
                Course.NEW.fail("r1", NOW, "crashed").revert(Samples.pin("version: v1"), "v1"),
                "8",
                true));
        var resolved = new EcsState.Resolved(
                "version v2",
                "arn:x:2",
                "found",
                new TreeMap<>(Map.of("app", "r/api:v2")),
                new TreeMap<>(Map.of("app", "sha256:12")));
        var registering = new EcsState.Registering("version v2", "api", "hash", "arn:x:1", "the template", NOW);
        root = root.with(
                "api",
                new EcsState(
                        resolved,
                        registering,
                        new EcsState.Updating("arn:x:2", "ecs-svc/1", true, NOW),
                        new EcsState.Followed("ecs-svc/2", "arn:x:2", "ecs-svc/1", NOW, true),
                        3,
                        new EcsState.Fault("no capacity", NOW),
                        new Standing.Ended(Outcome.FAILED, "crashed", true)));
        var build = new SiteState.Resolved("v2", "s3://builds/v2/", "inventories/x", 12);
        var invalidation = new SiteState.Invalidation("E1", "ref", List.of("/*"), NOW, "I1", true);
        root = root.with("web", new SiteState(build, true, 2, List.of(invalidation), NOW, true, List.of(build)));
        var since = new TreeMap<String, Since>();
        since.put("Synced", new Since("True", NOW));
        var history = root.history();
        var said = new History.Word(History.Word.Kind.VETOED, "it leaks", "alice", NOW);
        var announced = Outbox.EMPTY
                .post(
                        Announcements.drift("shop", NOW, "web runs v0", "It is being put right"),
                        List.of(new Receiver.Webhook("https://hooks.example/", null)),
                        null)
                .outbox();
        return root.since(since)
                .with(new Soak("r1", NOW, List.of()))
                .with(new Corrections(4, NOW, "web runs v0", "deployment ecs-svc/9"))
                .with(announced)
                .claimed(7)
                .with(new Readiness(NOW, new LinkedHashMap<>(Map.of("v1", List.of("api: its image is gone")))))
                .with(new History(
                        history.last(),
                        true,
                        history.ran(),
                        List.of("web=v0", "api=arn:x:0"),
                        new TreeMap<>(Map.of("v0", said))));
    }

    @Test
    void a_root_is_read_as_it_was_written() {
        assertThat(codec.decode("state/shop", codec.encode(full()))).isEqualTo(full());
        assertThat(codec.decode("state/shop", codec.encode(Root.empty("shop")))).isEqualTo(Root.empty("shop"));
    }

    @Test
    void a_rollout_is_read_as_it_was_written() {
        Rollout last = Objects.requireNonNull(full().history().last());
        assertThat(codec.decodeRollout("rollouts/shop/x", codec.encode(last))).isEqualTo(last);
    }

    @Test
    void fields_that_a_later_belay_added_are_passed_over() {
        String text = codec.encode(full()).replaceFirst("\\{", "{\"later\": {\"a\": 1},");
        assertThat(codec.decode("state/shop", text)).isEqualTo(full());
    }

    @Test
    void fields_that_an_earlier_belay_did_not_write_are_empty() {
        Root root = codec.decode("state/shop", """
                {"target": "shop", "admitted": {}, "sites": {"web": {"dirty": true, "round": 2}}, "history": {},
                 "services": {"api": {"resolved": {"asked": "version v1", "arn": "a:1", "how": "found", "images": {}}}}}
                """);
        assertThat(root.history().failed()).isEmpty();
        assertThat(root.since()).isEmpty();
        assertThat(Objects.requireNonNull(root.service("api").resolved()).digests())
                .isEmpty();
        assertThat(root.site("web").recent()).isEmpty();
        assertThat(root.site("web").dirty()).isTrue();
        assertThat(root.admitted().pin()).isNull();
    }

    @Test
    void what_is_no_root_is_refused() {
        assertFails(Failure.Invalid.class, () -> codec.decode("state/shop", "{\"target\": 7"));
        assertFails(
                Failure.Invalid.class,
                () -> codec.decode(
                        "state/shop", "{\"target\": \"shop\", \"admitted\": {\"target\": \"kind: Nothing\"}}"));
    }

    @Test
    void a_root_that_somebody_else_wrote_is_not_overwritten_and_then_read_anew() {
        var mine = roots.write(roots.read("shop"), pinned("version: v1"));
        Root theirs = begun("version: v2");
        stored.write(stored.read("shop"), theirs);
        assertFails(Failure.Conflict.class, () -> roots.write(mine, begun("version: v1")));
        assertThat(roots.lastKnown("shop").root()).isEqualTo(mine.root());
        assertThat(roots.read("shop").root()).isEqualTo(theirs);
    }

    @Test
    void what_stays_as_it_is_is_not_written() {
        var written = roots.write(roots.read("shop"), pinned("version: v1"));
        store.goAway();
        assertThat(roots.write(written, pinned("version: v1"))).isSameAs(written);
    }

    @Test
    void a_root_that_can_not_be_read_is_known_only_as_far_as_it_was() {
        store.goAway();
        assertFails(Failure.Unavailable.class, () -> roots.read("shop"));
        assertThat(roots.lastKnown("shop").root()).isEqualTo(Root.empty("shop"));
    }

    private Session session(StoreHealth health) {
        return new Session(roots, health, time, roots.read("shop"), Claim.REGULAR);
    }

    private StoreHealth health() {
        var health = new StoreHealth(time, Duration.ofSeconds(15));
        health.wasRead();
        return health;
    }

    @Test
    void steps_are_stored_with_the_state_that_they_led_to() {
        var session = session(health());
        session.save(begun("version: v1"));
        var journal = session.<EcsState>journal("api", (root, state) -> root.with("api", state));
        journal.record("deployment ecs-svc/2 started");
        journal.save(EcsState.NONE);
        Root written = stored.read("shop").root();
        assertThat(Objects.requireNonNull(written.rollout()).timeline().getLast())
                .extracting(Rollout.Step::component, Rollout.Step::what)
                .containsExactly("api", "deployment ecs-svc/2 started");
        assertThat(session.drained()).isEqualTo(written);
    }

    @Test
    void what_can_not_be_written_down_is_trouble_and_nothing_begins() {
        var health = health();
        var session = session(health);
        store.goAway();
        assertThatExceptionOfType(StoreTrouble.class).isThrownBy(() -> session.save(begun("version: v1")));
        assertThat(health.fresh()).isFalse();
    }

    @Test
    void a_lost_race_is_no_trouble_of_the_store() {
        var health = health();
        var session = session(health);
        stored.write(stored.read("shop"), begun("version: v2"));
        assertThatExceptionOfType(StoreTrouble.class).isThrownBy(() -> session.save(begun("version: v1")));
        assertThat(health.fresh()).isTrue();
    }

    @Test
    void a_session_that_only_looks_stores_nothing() {
        var session = session(health()).readOnly();
        session.save(begun("version: v1"));
        assertThat(store.list("state")).isEmpty();
    }

    @Test
    void a_finished_rollout_is_written_once() {
        Root root = succeeded(pinned("version: v1"), NOW);
        Root archived = archive.finished(root);
        assertThat(archived.history().archived()).isTrue();
        assertThat(archive.finished(archived)).isSameAs(archived);
        assertThat(archive.rollouts("shop", 9))
                .containsExactly(Objects.requireNonNull(root.history().last()));
    }

    @Test
    void being_cut_off_between_writing_a_rollout_and_saying_so_writes_it_once() {
        Root root = succeeded(pinned("version: v1"), NOW);
        archive.finished(root);
        assertThat(archive.finished(root).history().archived()).isTrue();
        assertThat(store.list("rollouts/shop")).hasSize(1);
    }

    @Test
    void a_rollout_stays_in_the_root_until_it_is_kept() {
        Root root = succeeded(pinned("version: v1"), NOW);
        store.goAway();
        assertThat(archive.finished(root)).isSameAs(root);
    }

    @Test
    void records_grow_too_old_to_begin_anything() {
        var health = new StoreHealth(time, Duration.ofSeconds(15));
        assertThat(health.fresh()).isFalse();
        health.wasRead();
        assertThat(health.fresh()).isTrue();
        time.pass(Duration.ofSeconds(16));
        assertThat(health.fresh()).isFalse();
        health.wasRead();
        assertThat(health.fresh()).isTrue();
        health.failed("gone");
        assertThat(health.fresh()).isFalse();
        assertThat(health.readAt()).isEqualTo(time.instant());
    }

    @Test
    void what_is_remembered_of_failures_is_bounded() {
        History history = History.EMPTY;
        Rollout rollout = Objects.requireNonNull(
                succeeded(pinned("version: v1"), NOW).history().last());
        for (int n = 0; n < 200; n++) {
            var part = new Combination.Part("v" + n, "v" + n, "v" + n, null, new TreeMap<>());
            var ran = new Combination(
                    "v" + n,
                    new TreeMap<>(Map.of("web", part)),
                    rollout.id(),
                    true,
                    false,
                    NOW.plusSeconds(n),
                    null,
                    null,
                    n == 7 ? NOW : null);
            history = history.and(rollout).and(ran).verdict(List.of("web=v" + n), List.of());
        }
        assertThat(history.failed()).hasSize(50).contains("web=v199").doesNotContain("web=v0");
        assertThat(history.ran())
                .hasSize(50)
                .extracting(Combination::version)
                .contains("v199", "v7")
                .doesNotContain("v0");
    }

    @Test
    void a_long_timeline_is_cut_in_its_middle() {
        var draft = new RolloutDraft(Objects.requireNonNull(begun("version: v1").rollout()));
        for (int i = 0; i < 1000; i++) {
            draft.step(NOW, null, "step " + i);
        }
        assertThat(draft.rollout().timeline()).hasSize(400);
        assertThat(draft.rollout().timeline().getFirst().what()).isEqualTo("pin v1");
        assertThat(draft.rollout().timeline().getLast().what()).isEqualTo("step 999");
    }
}
