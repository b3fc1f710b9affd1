package dev.belay.rollout;

import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.begun;
import static dev.belay.rollout.Samples.ended;
import static dev.belay.rollout.Samples.failed;
import static dev.belay.rollout.Samples.fine;
import static dev.belay.rollout.Samples.hindered;
import static dev.belay.rollout.Samples.moving;
import static dev.belay.rollout.Samples.pin;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.repinned;
import static dev.belay.rollout.Samples.report;
import static dev.belay.rollout.Samples.succeeded;
import static dev.belay.rollout.Samples.target;
import static dev.belay.rollout.Samples.targetWith;
import static dev.belay.rollout.Samples.unknown;
import static dev.belay.rollout.Samples.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.ecs.EcsState;
import dev.belay.model.ComponentReport;
import dev.belay.model.Mandate;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Standing;
import dev.belay.model.Standing.Stage;
import dev.belay.site.SiteState;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose turn it is. */
class TurnsTest {
    private static Mandate mandate(Root root, String component, Map<String, ComponentReport> before) {
        return RolloutPlanner.mandate(root, component, before, watching(NOW));
    }

    static Stream<Standing> notThere() {
        return Stream.of(moving(Stage.INVALIDATE), hindered(), unknown(), Samples.stalled(), Samples.differs());
    }

    @ParameterizedTest
    @MethodSource("notThere")
    void the_next_in_the_order_waits_for_the_one_before(Standing standing) {
        assertThat(mandate(begun("version: v1"), "web", Map.of("api", report(standing, "v1"))))
                .isEqualTo(Mandate.OBSERVE);
    }

    @Test
    void the_next_in_the_order_moves_when_the_one_before_is_there() {
        assertThat(mandate(begun("version: v1"), "web", Map.of("api", report(fine(), "v1"))))
                .isEqualTo(Mandate.CONVERGE);
    }

    @Test
    void without_an_order_all_move_side_by_side() {
        Root root = Admission.admit(begun("version: v1"), targetWith("order: [api, web]", "drift: correct"));
        assertThat(mandate(root, "web", Map.of("api", report(moving(Stage.APPLY), "v1"))))
                .isEqualTo(Mandate.CONVERGE);
    }

    private static Root sideBySide(EcsState api, SiteState web) {
        Root root = Admission.admit(begun("version: v1"), targetWith("order: [api, web]", "drift: correct"));
        return root.with("api", api).with("web", web);
    }

    private static EcsState crashed() {
        var ended = (Standing.Ended) ended(Outcome.FAILED, true);
        return new EcsState(null, null, null, null, 0, null, ended);
    }

    @Test
    void after_an_end_nothing_begins_any_more_whoever_is_asked_first() {
        assertThat(mandate(sideBySide(crashed(), SiteState.NONE), "web", Map.of()))
                .isEqualTo(Mandate.OBSERVE);
        assertThat(mandate(sideBySide(crashed(), SiteState.NONE), "api", Map.of()))
                .isEqualTo(Mandate.CONVERGE);
    }

    @Test
    void after_an_end_a_site_that_is_half_way_goes_on_to_be_whole() {
        var halfWay = new SiteState(null, true, 1, List.of(), null, false, List.of());
        assertThat(mandate(
                        sideBySide(crashed(), halfWay),
                        "web",
                        Map.of("api", report(ended(Outcome.FAILED, true), "v1"))))
                .isEqualTo(Mandate.CONVERGE);
    }

    @Test
    void without_a_rollout_what_it_left_due_is_tended() {
        assertThat(mandate(succeeded(pinned("version: v1"), NOW), "web", Map.of()))
                .isEqualTo(Mandate.TEND);
        assertThat(mandate(Samples.unpinned(), "web", Map.of())).isEqualTo(Mandate.OBSERVE);
    }

    private static Root after(String... versions) {
        Root root = pinned("version: " + versions[0]);
        for (String version : versions) {
            boolean fails = version.endsWith("!");
            String spec = "version: " + version.replace("!", "bad");
            root = repinned(root, spec);
            root = fails ? failed(root, NOW) : succeeded(root, NOW);
        }
        return root;
    }

    private static List<String> order(Root root, String spec) {
        return Turns.order(target(), pin(spec), root.history());
    }

    @Test
    void going_forward_the_order_is_the_target_s_own() {
        assertThat(order(after("v1"), "version: v2")).containsExactly("api", "web");
        assertThat(order(Samples.unpinned(), "version: v1")).containsExactly("api", "web");
    }

    @Test
    void going_back_it_is_reversed() {
        assertThat(order(after("v1", "v2"), "version: v1")).containsExactly("web", "api");
    }

    @Test
    void going_back_from_what_failed_it_is_reversed() {
        assertThat(order(after("v1", "v2!"), "version: v1")).containsExactly("web", "api");
    }

    @Test
    void going_forward_again_after_a_rollback_it_is_the_target_s_own() {
        assertThat(order(after("v1", "v2", "v1"), "version: v2")).containsExactly("api", "web");
    }

    @Test
    void putting_right_what_was_rolled_back_to_is_not_going_back() {
        assertThat(order(after("v1", "v2", "v1"), "version: v1")).containsExactly("api", "web");
    }

    @Test
    void leaving_a_component_alone_again_is_not_going_back() {
        Root root = succeeded(pinned("version: v1, components: {web: {leave: true}}"), NOW);
        root = succeeded(repinned(root, "version: v2"), NOW);
        assertThat(order(root, "version: v3, components: {web: {leave: true}}")).containsExactly("api", "web");
    }

    @Test
    void without_an_order_components_are_asked_as_the_record_names_them() {
        var target = targetWith("order: [api, web]", "drift: correct");
        assertThat(Turns.order(target, pin("version: v1"), after("v1", "v2").history()))
                .containsExactly("api", "web");
    }
}
