package dev.belay.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.belay.model.Condition;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.RecordKind;
import dev.belay.model.Summary;
import dev.belay.store.Decoded;
import dev.belay.store.MemoryStore;
import dev.belay.store.RecordCodec;
import dev.belay.store.StoredRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An incident at the desk: a version fails, somebody goes back, and what is frozen stays so. */
class RollbackTest {
    private static final Caller ALICE = new Caller("alice", Caller.ALL);
    private static final Caller CI = new Caller("ci", Caller.ALL);

    private final House house = new House();

    @BeforeEach
    void v1_is_known_good_and_v2_failed() {
        house.pin("version: v1");
        house.settle();
        house.healthy = false;
        house.pin("version: v2");
        house.settle();
        house.time.pass(Duration.ofMinutes(2));
        assertThat(house.settle().summary()).isEqualTo(Summary.DEGRADED);
        house.healthy = true;
    }

    private String revision() {
        return Objects.requireNonNull(house.store.read(RecordKind.PIN, "shop")).revision();
    }

    private Reply<RolledBack> rollback(String request, String revision, boolean anywhere) {
        return house.desk().rollback("shop", request, new Expected.Revision(revision), ALICE, anywhere);
    }

    private RolledBack done(String request) {
        return done(rollback(request, revision(), true));
    }

    private static <T> T done(Reply<T> reply) {
        assertThat(reply).isInstanceOf(Reply.Done.class);
        return ((Reply.Done<T>) reply).value();
    }

    private GateAnswer gate(String version) {
        return done(house.desk().gate("shop", version));
    }

    private String record(RecordKind kind, String name) {
        StoredRecord stored = Objects.requireNonNull(house.store.read(kind, name), name + " was not written");
        return RecordCodec.tree(stored)
                .then(tree -> new Decoded.Valid<>(RecordCodec.toYaml(tree)))
                .toString();
    }

    private KnownVersion version(String name) {
        return done(house.desk().versions("shop")).stream()
                .filter(known -> known.version().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_newest_known_good_version_is_live_again_and_deploys_are_frozen() {
        var done = done("{reason: login fails, incident: {id: INC-482}}");
        assertThat(done.version()).isEqualTo("v1");
        assertThat(done.passedOver()).extracting(PassedOver::version).containsExactly("v2");
        assertThat(done.hold()).isEqualTo("rollback-shop");
        assertThat(done.revision()).isEqualTo(revision());
        assertThat(record(RecordKind.PIN, "shop")).contains("INC-482", "alice", "login fails", "web:");
        assertThat(record(RecordKind.HOLD, "rollback-shop")).contains("freeze", "- shop", "login fails", "alice");
        assertThat(house.settle().summary()).isEqualTo(Summary.SYNCED);
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void the_plan_of_a_rollback_says_what_the_rollback_then_does_and_does_nothing_itself() {
        String before = record(RecordKind.PIN, "shop");
        var plan = done(house.desk().planRollback("shop", null, ALICE));
        assertThat(plan.revision()).isEqualTo(revision());
        assertThat(plan.beyond()).isNull();
        assertThat(plan.waits()).isNull();
        assertThat(plan.steps()).extracting(PlanStep::component).contains("web");
        assertThat(record(RecordKind.PIN, "shop")).isEqualTo(before);
        var done = done("{reason: login fails}");
        assertThat(done.version()).isEqualTo(plan.version());
        assertThat(done.components()).isEqualTo(plan.components());
        assertThat(done.passedOver()).isEqualTo(plan.passedOver());
    }

    @Test
    void the_plan_of_a_rollback_says_that_it_takes_an_admin_and_that_it_would_wait() {
        done(house.desk().putHold("stop", "{targets: [shop], mode: suspend}", new Expected.Absent(), ALICE));
        house.settle();
        var plan = done(house.desk().planRollback("shop", "{to: v7}", ALICE));
        assertThat(plan.beyond()).contains("never ran together");
        assertThat(plan.waits()).contains("stop");
    }

    /** Facts 18 (argo-cd #29558): the freeze must let the rollback through while it still blocks CI. */
    @Test
    void facts_18_the_freeze_lets_the_rollback_through_while_it_blocks_ci() {
        done("{reason: login fails}");
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
        house.aws.put("builds", "v3/index.html", "v3", Map.of("content-type", "text/html"));
        done(house.desk().putPin("shop", "version: v3", new Expected.Revision(revision()), CI));
        var status = house.settle();
        assertThat(house.live()).isEqualTo("v1");
        assertThat(status.summary()).isEqualTo(Summary.HELD);
        assertThat(String.valueOf(status.pin())).contains("v3", "rollback-shop");
        assertThat(gate("v3").go()).isFalse();
        assertThat(gate("v1").go()).isTrue();
        // Going back goes through still.
        done("{to: v1, reason: CI was quicker}");
        house.settle();
        assertThat(Objects.requireNonNull(house.status().pin()).pending()).isNull();
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void a_second_click_is_refused() {
        String seen = revision();
        done(rollback("{reason: login fails}", seen, false));
        assertThat(rollback("{reason: login fails}", seen, false)).isEqualTo(new Reply.Moved<>(revision()));
        house.settle();
        assertThat(rollback("{reason: login fails}", seen, false)).isEqualTo(new Reply.Moved<>(revision()));
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void without_a_freeze_none_is_written() {
        assertThat(done("{reason: login fails, freeze: false}").hold()).isNull();
        assertThat(house.store.read(RecordKind.HOLD, "rollback-shop")).isNull();
        house.poll();
        assertThat(gate("v2").go()).isTrue();
    }

    @Test
    void a_freeze_that_can_not_be_written_is_said_and_the_rollback_stands() {
        house.store.faults(new MemoryStore.Faults() {
            @Override
            public void before(String call) {
                if (call.startsWith("records write") && call.contains("rollback-shop")) {
                    throw new FailureException(new Failure.Denied("holds are read-only"));
                }
            }
        });
        var done = done("{reason: login fails}");
        assertThat(done.hold()).isNull();
        assertThat(done.message()).contains("NOT frozen", "holds are read-only");
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void a_hold_that_is_there_already_is_renewed_and_goes_on_to_hold_what_it_held() {
        house.store.edit(
                RecordKind.HOLD,
                "rollback-shop",
                Samples.holdText("rollback-shop", "targets: [other], mode: freeze, until: 2020-01-01T00:00:00Z"));
        done("{reason: login fails}");
        assertThat(record(RecordKind.HOLD, "rollback-shop"))
                .contains("- shop", "- other")
                .doesNotContain("until");
    }

    @Test
    void a_hold_that_suspends_is_not_made_weaker_and_the_rollback_is_pending() {
        house.store.edit(
                RecordKind.HOLD,
                "rollback-shop",
                Samples.holdText("rollback-shop", "targets: [shop], mode: suspend, reason: stop"));
        house.poll();
        var done = done("{reason: login fails}");
        assertThat(done.message()).contains("pending", "stop");
        assertThat(record(RecordKind.HOLD, "rollback-shop")).contains("suspend");
        house.settle();
        assertThat(house.live()).isEqualTo("v2");
    }

    @Test
    void somewhere_else_than_known_good_goes_only_who_may_and_its_own_freeze_does_not_stop_that() {
        house.aws.put("builds", "v3/index.html", "v3", Map.of("content-type", "text/html"));
        assertThat(rollback("{to: v3, reason: the fix}", revision(), false))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.why()).contains("never ran"));
        assertThat(rollback("{to: v2, reason: again}", revision(), false))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.why()).contains("vetoed"));
        done("{to: v3, reason: the fix}");
        house.settle();
        assertThat(house.live()).isEqualTo("v3");
        assertThat(gate("v2").go()).isFalse();
    }

    @Test
    void another_freeze_still_keeps_back_what_is_not_known_good() {
        house.aws.put("builds", "v3/index.html", "v3", Map.of("content-type", "text/html"));
        house.hold("freeze");
        house.poll();
        assertThat(done("{to: v3, reason: the fix}").message()).contains("pending", "hold stop");
        house.settle();
        assertThat(house.live()).isEqualTo("v2");
    }

    @Test
    void a_build_that_is_gone_is_not_gone_back_to() {
        house.aws.remove("builds", "v1/index.html");
        house.time.pass(Duration.ofMinutes(11));
        assertThat(rollback("{reason: login fails}", revision(), false))
                .isInstanceOfSatisfying(Reply.Impossible.class, why -> {
                    assertThat(why.why()).startsWith("there is nothing to go back to: v2: it is vetoed");
                    assertThat(why.each().toString()).contains("v1: a rollback to it would not work now: web:");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {to: v1}                                                         | reason: missing
            {reason: ""}                                                     | reason
            {reason: x, tu: v1}                                              | did you mean
            {reason: x, components: {wbe: {version: v1}}}                    | did you mean
            {reason: x, components: {web: {taskDefinition: "a:1"}}}          | no task definition
            {reason: x, components: {web: {leave: true}}}                    | left alone
            {reason: x, freeze: maybe}                                       | true or false
            """)
    void a_request_that_is_wrong_writes_nothing(String request, String says) {
        String before = revision();
        var reply = rollback(request, before, true);
        assertThat(reply).isInstanceOf(Reply.Invalid.class);
        assertThat(reply.toString()).contains(says);
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void what_is_not_there_is_not_gone_back_to() {
        assertThat(rollback("{to: no such thing, reason: x}", revision(), true))
                .isEqualTo(new Reply.NotFound<>("version no such thing of shop"));
        assertThat(house.desk().rollback("nobody", "{reason: x}", new Expected.Anything(), ALICE, true))
                .isEqualTo(new Reply.NotFound<>("target nobody"));
        assertThat(house.desk().gate("nobody", null)).isEqualTo(new Reply.NotFound<>("target nobody"));
        assertThat(house.desk().mark("nobody", "v1", VersionMark.VETOED, "{reason: x}", ALICE))
                .isEqualTo(new Reply.NotFound<>("target nobody"));
    }

    @Test
    void the_gate_closes_while_nobody_can_tell_what_is_held() {
        house.time.pass(Duration.ofMinutes(5));
        var thrown =
                catchThrowableOfType(FailureException.class, () -> house.desk().gate("shop", null));
        assertThat(thrown.failure()).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void an_invalid_hold_closes_the_gate() {
        house.store.edit(RecordKind.HOLD, "stop", "mode: [");
        house.poll();
        assertThat(gate("v2").reason()).contains("which is invalid");
        assertThat(gate("v2").go()).isFalse();
    }

    @Test
    void versions_tell_what_ran_and_what_people_said() {
        assertThat(version("v1").state()).isEqualTo(KnownVersion.State.KNOWN_GOOD);
        assertThat(version("v1").knownGoodAt()).isNotNull();
        assertThat(version("v1").end()).contains("v2");
        assertThat(version("v2").state()).isEqualTo(KnownVersion.State.VETOED);
        assertThat(version("v2").end()).contains("health");
        done(house.desk().mark("shop", "v2", VersionMark.KNOWN_GOOD, "{reason: the check was wrong}", ALICE));
        assertThat(version("v2").state()).isEqualTo(KnownVersion.State.KNOWN_GOOD);
        assertThat(version("v2").word())
                .isEqualTo(new KnownVersion.Word(
                        VersionMark.KNOWN_GOOD, "alice", "the check was wrong", house.time.instant()));
    }

    @Test
    void a_build_can_be_vetoed_before_it_is_rolled_out_but_not_be_known_good() {
        assertThat(house.desk().mark("shop", "v9", VersionMark.KNOWN_GOOD, "{reason: x}", ALICE))
                .isInstanceOf(Reply.NotFound.class);
        done(house.desk().mark("shop", "v9", VersionMark.VETOED, "{reason: it leaks}", ALICE));
        assertThat(version("v9").state()).isEqualTo(KnownVersion.State.VETOED);
        assertThat(version("v9").ready()).isFalse();
        done(house.desk().unmark("shop", "v9", VersionMark.VETOED, null, ALICE));
        assertThat(house.desk().unmark("shop", "v9", VersionMark.VETOED, null, ALICE))
                .isInstanceOf(Reply.NotFound.class);
    }

    @Test
    void a_word_needs_a_reason_and_is_taken_back_without() {
        assertThat(house.desk().mark("shop", "v1", VersionMark.VETOED, "{}", ALICE))
                .isInstanceOf(Reply.Invalid.class);
        done(house.desk().mark("shop", "v1", VersionMark.VETOED, "{reason: it leaks}", ALICE));
        assertThat(rollback("{reason: login fails}", revision(), false)).isInstanceOf(Reply.Impossible.class);
        done(house.desk().unmark("shop", "v1", VersionMark.VETOED, "{reason: it does not}", ALICE));
        assertThat(done("{reason: login fails}").version()).isEqualTo("v1");
    }

    /** A person's pin is a person's word, but nobody shall overlook what was said before. */
    @Test
    void a_veto_does_not_stop_an_explicit_pin_and_plan_and_status_say_it() {
        house.aws.put("builds", "v3/index.html", "v3", Map.of("content-type", "text/html"));
        done(house.desk().mark("shop", "v3", VersionMark.VETOED, "{reason: it leaks}", ALICE));
        assertThat(done(house.desk().plan("shop", "v3")).getFirst())
                .isEqualTo(new PlanStep(null, "v3 is vetoed by alice: it leaks"));
        house.pin("version: v3");
        var status = house.settle();
        assertThat(house.live()).isEqualTo("v3");
        assertThat(status.conditions())
                .filteredOn(condition -> condition.type() == Condition.Type.KNOWN_GOOD)
                .extracting(Condition::reason, Condition::message)
                .containsExactly(tuple("Vetoed", "v3 is vetoed by alice: it leaks"));
    }

    @Test
    void a_word_is_not_in_vain_because_a_pass_wrote_at_the_same_time() {
        house.store.faults(new MemoryStore.Faults() {
            private int races = 2;

            @Override
            public void before(String call) {
                if (call.equals("documents write state/shop") && races-- > 0) {
                    throw new FailureException(new Failure.Conflict("a pass was quicker"));
                }
            }
        });
        done(house.desk().mark("shop", "v1", VersionMark.VETOED, "{reason: it leaks}", ALICE));
        assertThat(version("v1").state()).isEqualTo(KnownVersion.State.VETOED);
    }

    @Test
    void whoever_writes_a_pin_without_saying_who_they_are_is_its_author() {
        done(house.desk().putPin("shop", "version: v1", new Expected.Revision(revision()), CI));
        assertThat(Objects.requireNonNull(house.settle().pin()).by()).isEqualTo("ci");
        done(house.desk().putPin("shop", "{version: v1, by: bob}", new Expected.Revision(revision()), CI));
        assertThat(Objects.requireNonNull(house.settle().pin()).by()).isEqualTo("bob");
    }

    @Test
    void whether_rollbacks_would_work_is_told_to_those_who_listen() {
        var heard = new LinkedHashMap<String, Boolean>();
        house.reconciler().listen((target, ready) -> {
            heard.clear();
            heard.putAll(ready);
        });
        done(house.desk().mark("shop", "v2", VersionMark.KNOWN_GOOD, "{reason: x}", ALICE));
        house.settle();
        house.pass();
        assertThat(heard).isEqualTo(Map.of("v2", true, "v1", true));
        house.store.remove(RecordKind.TARGET, "shop");
        house.poll();
        house.pass();
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"shop, rollback-shop", "a-2, rollback-a-2"})
    void the_hold_has_its_name_from_the_target(String target, String hold) {
        assertThat(Freezing.name(target)).isEqualTo(hold);
    }

    @Test
    void a_long_name_is_cut_to_a_valid_one() {
        assertThat(Freezing.name("a".repeat(53) + "-" + "b".repeat(9))).isEqualTo("rollback-" + "a".repeat(53));
        assertThat(List.of(Freezing.name("a".repeat(63)))).allMatch(name -> name.length() == 63);
    }
}
