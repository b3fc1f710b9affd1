package dev.belay.rollout;

import static dev.belay.rollout.Samples.FREEZE;
import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.SUSPEND;
import static dev.belay.rollout.Samples.begun;
import static dev.belay.rollout.Samples.differs;
import static dev.belay.rollout.Samples.ended;
import static dev.belay.rollout.Samples.failed;
import static dev.belay.rollout.Samples.fine;
import static dev.belay.rollout.Samples.held;
import static dev.belay.rollout.Samples.hindered;
import static dev.belay.rollout.Samples.moving;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.report;
import static dev.belay.rollout.Samples.reports;
import static dev.belay.rollout.Samples.stalled;
import static dev.belay.rollout.Samples.succeeded;
import static dev.belay.rollout.Samples.target;
import static dev.belay.rollout.Samples.unknown;
import static dev.belay.rollout.Samples.verifying;
import static dev.belay.rollout.Samples.wanted;
import static dev.belay.rollout.Samples.watching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.belay.model.ComponentReport;
import dev.belay.model.Condition;
import dev.belay.model.Condition.Truth;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Standing.Stage;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a target. */
class StatusViewTest {
    private static final Root SETTLED = Samples.proved(succeeded(pinned("version: v1"), NOW));
    private static final Root FAILED = failed(pinned("version: v1"), NOW);
    private static final Root PENDING = Admission.admit(SETTLED, wanted("version: v2, reason: x", "7"), FREEZE);

    private static StatusView view(
            Root root, SequencedMap<String, ComponentReport> reports, Situation situation, String... problems) {
        var desired = new Desired(
                target().metadata(),
                true,
                target(),
                new Admission.Wish.Invalid(),
                List.of(problems),
                situation.holding());
        return new StatusView(root, desired, reports, situation, null);
    }

    private static Status status(
            Root root, SequencedMap<String, ComponentReport> reports, Situation situation, String... problems) {
        return view(root, reports, situation, problems).status();
    }

    private static Condition condition(Status status, Condition.Type type) {
        return status.conditions().stream()
                .filter(one -> one.type() == type)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void invalid_is_said_before_all_else() {
        Status status = status(FAILED, reports(unknown(), stalled()), held(NOW, SUSPEND), "pins/shop.yaml: wrong");
        assertThat(status.summary()).isEqualTo(Summary.INVALID);
        assertThat(status.problems()).containsExactly("pins/shop.yaml: wrong");
    }

    /** Each row would also be what comes further down. */
    static Stream<Arguments> inTheContractsOrder() {
        return Stream.of(
                Arguments.of(Summary.UNKNOWN, FAILED, reports(unknown(), stalled()), held(NOW, SUSPEND)),
                Arguments.of(Summary.UNKNOWN, Samples.unpinned(), new LinkedHashMap<>(), watching(NOW)),
                Arguments.of(Summary.STALLED, FAILED, reports(stalled(), differs()), held(NOW, SUSPEND)),
                Arguments.of(
                        Summary.STALLED,
                        verifying(begun("version: v1"), NOW),
                        reports(fine(), fine()),
                        watching(NOW.plusSeconds(331))),
                Arguments.of(Summary.DEGRADED, FAILED, reports(differs(), fine()), held(NOW, SUSPEND)),
                Arguments.of(
                        Summary.DEGRADED,
                        begun("version: v1"),
                        reports(ended(Outcome.FAILED, true), fine()),
                        watching(NOW)),
                Arguments.of(Summary.HELD, PENDING, reports(differs(), fine()), watching(NOW)),
                Arguments.of(Summary.HELD, SETTLED, reports(differs(), fine()), held(NOW, SUSPEND)),
                Arguments.of(Summary.HELD, begun("version: v1"), reports(fine(), fine()), held(NOW, SUSPEND)),
                Arguments.of(Summary.DRIFTED, SETTLED, reports(differs(), fine()), watching(NOW)),
                Arguments.of(Summary.DRIFTED, SETTLED, reports(differs(), fine()), held(NOW, FREEZE)),
                Arguments.of(
                        Summary.PROGRESSING,
                        begun("version: v1"),
                        reports(moving(Stage.APPLY), differs()),
                        watching(NOW)),
                Arguments.of(Summary.PROGRESSING, SETTLED, reports(fine(), hindered()), watching(NOW)),
                Arguments.of(
                        Summary.VERIFYING,
                        verifying(begun("version: v1"), NOW),
                        reports(fine(), fine()),
                        watching(NOW)),
                Arguments.of(
                        Summary.SOAKING, succeeded(pinned("version: v1"), NOW), reports(fine(), fine()), watching(NOW)),
                Arguments.of(Summary.SYNCED, SETTLED, reports(fine(), fine()), held(NOW, SUSPEND)),
                Arguments.of(Summary.UNPINNED, Samples.unpinned(), reports(fine(), fine()), watching(NOW)));
    }

    @ParameterizedTest
    @MethodSource("inTheContractsOrder")
    void the_summary_is_the_first_that_applies(
            Summary expected, Root root, SequencedMap<String, ComponentReport> reports, Situation situation) {
        assertThat(status(root, reports, situation).summary()).isEqualTo(expected);
    }

    private static ComponentReport counting(String desired) {
        return new ComponentReport(fine(), "v1", "v1", null, null, NOW, new TreeMap<>(Map.of("desiredCount", desired)));
    }

    @Test
    void a_desired_count_of_nothing_is_degraded_unless_the_service_is_left_alone() {
        var none = reports(counting("0"), report(fine(), "v1"));
        assertThat(status(SETTLED, none, watching(NOW)).summary()).isEqualTo(Summary.DEGRADED);
        Root left = Samples.proved(succeeded(pinned("version: v1, components: {api: {leave: true}}"), NOW));
        assertThat(status(left, none, watching(NOW)).summary()).isEqualTo(Summary.SYNCED);
    }

    @Test
    void what_can_not_be_read_is_unknown_and_never_true() {
        Status status = status(SETTLED, reports(unknown(), fine()), watching(NOW));
        assertThat(condition(status, Condition.Type.SYNCED).status()).isEqualTo(Truth.UNKNOWN);
        assertThat(condition(status, Condition.Type.HEALTHY).status()).isEqualTo(Truth.UNKNOWN);
        assertThat(Objects.requireNonNull(status.components().get("api")).synced())
                .isNull();
    }

    @Test
    void conditions_say_what_is_wrong_and_where() {
        Status status = status(FAILED, reports(stalled(), differs()), held(NOW, SUSPEND));
        assertThat(condition(status, Condition.Type.STALLED))
                .extracting(Condition::status, Condition::reason, Condition::message)
                .containsExactly(Truth.TRUE, "ServiceNotFound", "api: there is no service api");
        assertThat(condition(status, Condition.Type.SYNCED))
                .extracting(Condition::reason, Condition::message)
                .containsExactly("Drifted", "api there is no service api; web runs v0");
        assertThat(condition(status, Condition.Type.VERIFIED).reason()).isEqualTo("CheckFailed");
        assertThat(condition(status, Condition.Type.HEALTHY).message()).contains("check health failed");
        assertThat(condition(status, Condition.Type.HELD).message()).isEqualTo("hold stop");
    }

    @Test
    void drift_that_arose_unseen_says_what_to_do_about_it() {
        Root unseen = SETTLED.with(SETTLED.admitted().unseen(true));
        var synced = condition(status(unseen, reports(differs(), fine()), watching(NOW)), Condition.Type.SYNCED);
        assertThat(synced.reason()).isEqualTo("DriftedUnseen");
        assertThat(synced.message()).contains("until it is admitted or pinned anew");
    }

    @Test
    void a_pending_pin_is_shown_with_the_revision_to_admit() {
        Status status = status(PENDING, reports(fine(), fine()), watching(NOW));
        var pin = Objects.requireNonNull(status.pin());
        assertThat(pin.revision()).isEqualTo("7");
        assertThat(pin.version()).isEqualTo("v1");
        assertThat(pin.pending()).isEqualTo("v2, kept back by hold inc-482: login fails");
        assertThat(Objects.requireNonNull(status.components().get("web")).pinned())
                .isEqualTo("v2");
        assertThat(condition(status, Condition.Type.HELD))
                .extracting(Condition::status, Condition::reason)
                .containsExactly(Truth.TRUE, "PinPending");
    }

    private static Instant since(Status status) {
        return Objects.requireNonNull(
                Objects.requireNonNull(status.components().get("api")).since());
    }

    @Test
    void the_time_since_when_something_is_so_stays_as_long_as_it_is_so() {
        var first = view(SETTLED, reports(fine(), fine()), watching(NOW));
        first.status();
        Root root = SETTLED.since(first.since());
        var unread = view(root, reports(unknown(), fine()), watching(NOW.plusSeconds(10)));
        assertThat(Objects.requireNonNull(unread.status().components().get("api"))
                        .since())
                .isNull();
        root = root.since(unread.since());
        assertThat(since(status(root, reports(fine(), fine()), watching(NOW.plusSeconds(20)))))
                .isEqualTo(NOW);
        Status drifted = status(root, reports(differs(), fine()), watching(NOW.plusSeconds(30)));
        assertThat(since(drifted)).isEqualTo(NOW.plusSeconds(30));
        assertThat(condition(drifted, Condition.Type.HEALTHY).lastTransitionTime())
                .isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void the_versions_that_ran_are_told_newest_first_and_which_runs() {
        Root root = succeeded(Samples.repinned(SETTLED, "version: v2"), NOW);
        Status status = status(root, synced("v1"), watching(NOW));
        assertThat(KnownVersions.of(root, status, null))
                .extracting(KnownVersion::version, KnownVersion::state)
                .containsExactly(
                        tuple("v2", KnownVersion.State.UNPROVED),
                        tuple("v1", KnownVersion.State.KNOWN_GOOD),
                        tuple("v0", KnownVersion.State.UNPROVED));
    }

    private static SequencedMap<String, ComponentReport> synced(String runs) {
        var report = new ComponentReport(fine(), runs, runs, null, null, NOW, new TreeMap<>());
        return reports(report, report);
    }
}
