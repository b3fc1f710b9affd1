package dev.belay.ecs;

import static dev.belay.ecs.Samples.NOW;
import static dev.belay.ecs.Samples.arn;
import static dev.belay.ecs.Samples.completed;
import static dev.belay.ecs.Samples.deployment;
import static dev.belay.ecs.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.ecs.EcsState.Followed;
import dev.belay.ecs.EcsState.Updating;
import dev.belay.model.AwsScope;
import dev.belay.model.EcsService;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Rollout;
import dev.belay.model.Standing;
import java.time.Duration;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The pin asks for revision 2. */
class EcsPlannerTest {
    private static final EcsService SPEC =
            new EcsService(AwsScope.DEFAULT, "c", "api", null, new TreeMap<>(), null, Duration.ofMinutes(15));
    private static final PinnedComponent WANT = new PinnedComponent.TaskDefinition("api:2");
    private static final EcsState RESOLVED = EcsState.NONE.withResolved(
            new EcsState.Resolved(EcsState.asked(WANT), arn(2), "pinned", new TreeMap<>(), new TreeMap<>()));

    private static EcsPlan plan(EcsState state, ServiceSnapshot service) {
        return plan(state, service, false, Mandate.CONVERGE);
    }

    private static EcsPlan plan(EcsState state, ServiceSnapshot service, boolean fresh, Mandate mandate) {
        Sighting sighting = Sighting.of(new Reading.Found(service), NOW);
        return EcsPlanner.plan(
                new Situation(SPEC, WANT, false, state, sighting, fresh, mandate, NOW, Duration.ofMinutes(2)));
    }

    private static EcsState updating(boolean force, int secondsAgo) {
        return RESOLVED.withUpdating(new Updating(arn(2), "ecs-svc/1", force, NOW.minusSeconds(secondsAgo)));
    }

    private static @Nullable Followed followed(EcsPlan plan) {
        return plan.state().followed();
    }

    @Test
    void what_the_pin_means_is_found_out_first() {
        assertThat(plan(EcsState.NONE, service(completed("ecs-svc/1", 1))).step())
                .isEqualTo(new EcsStep.Resolve());
    }

    @Test
    void another_revision_is_replaced_and_the_intent_names_the_deployment_before() {
        EcsPlan plan = plan(RESOLVED, service(completed("ecs-svc/1", 1)));
        var intent = new Updating(arn(2), "ecs-svc/1", false, NOW);
        assertThat(plan.step()).isEqualTo(new EcsStep.Update(intent));
        assertThat(plan.state().updating()).isEqualTo(intent);
    }

    @Test
    void the_same_revision_is_looked_at_afresh_before_it_is_followed() {
        EcsPlan plan = plan(RESOLVED, service(completed("ecs-svc/1", 2)));
        assertThat(plan.step()).isEqualTo(new EcsStep.Look());
    }

    @Test
    void the_same_revision_is_followed_and_its_old_tasks_looked_for() {
        EcsPlan plan = plan(RESOLVED, service(completed("ecs-svc/1", 2)), true, Mandate.CONVERGE);
        assertThat(plan.step()).isInstanceOf(EcsStep.CheckTasksGone.class);
    }

    @Test
    void the_same_revision_that_ecs_gave_up_is_deployed_anew() {
        EcsPlan plan = plan(RESOLVED, service(deployment("ecs-svc/1", "PRIMARY", 2, "FAILED")));
        assertThat(plan.step()).isEqualTo(new EcsStep.Update(new Updating(arn(2), "ecs-svc/1", true, NOW)));
    }

    @Test
    void an_intent_is_settled_on_a_fresh_look_only() {
        assertThat(plan(updating(false, 60), service(completed("ecs-svc/1", 1))).step())
                .isEqualTo(new EcsStep.Look());
    }

    @Test
    void an_update_that_landed_is_followed() {
        EcsPlan plan = plan(
                updating(false, 60),
                service(
                        deployment("ecs-svc/2", "PRIMARY", 2, "IN_PROGRESS"),
                        deployment("ecs-svc/1", "ACTIVE", 1, "COMPLETED")),
                true,
                Mandate.CONVERGE);
        assertThat(followed(plan)).isEqualTo(new Followed("ecs-svc/2", arn(2), "ecs-svc/1", NOW, false));
        assertThat(plan.state().updating()).isNull();
        assertThat(plan.note()).isEqualTo("deployment ecs-svc/2 of api:2 started");
    }

    @Test
    void an_update_that_landed_and_was_rolled_back_meanwhile_is_not_made_again() {
        EcsPlan plan = plan(
                updating(false, 60),
                service(
                        deployment("ecs-svc/3", "PRIMARY", 1, "IN_PROGRESS", "circuit breaker: rolling back to x"),
                        deployment("ecs-svc/2", "ACTIVE", 2, "FAILED", "tasks failed to start.")),
                true,
                Mandate.CONVERGE);
        assertThat(plan.step()).isInstanceOf(EcsStep.Judge.class);
    }

    @Test
    void an_update_that_did_not_land_is_made_again() {
        EcsPlan plan = plan(updating(false, 1), service(completed("ecs-svc/1", 1)), true, Mandate.CONVERGE);
        assertThat(plan.step()).isInstanceOf(EcsStep.Update.class);
    }

    @Test
    void a_forced_update_is_made_again_only_once_the_first_can_not_arrive_any_more() {
        ServiceSnapshot service = service(completed("ecs-svc/1", 2));
        assertThat(plan(updating(true, 1), service, true, Mandate.CONVERGE).step())
                .isNull();
        assertThat(plan(updating(true, 31), service, true, Mandate.CONVERGE).step())
                .isInstanceOf(EcsStep.Update.class);
    }

    @Test
    void somebody_elses_update_in_its_place_supersedes() {
        EcsPlan plan = plan(updating(false, 60), service(completed("ecs-svc/9", 7)), true, Mandate.CONVERGE);
        assertThat(plan.report().standing())
                .isInstanceOfSatisfying(
                        Standing.Ended.class,
                        ended -> assertThat(ended.outcome()).isEqualTo(Rollout.Outcome.SUPERSEDED));
    }

    @Test
    void a_look_from_before_the_deployment_began_proves_nothing() {
        EcsState state = RESOLVED.following(new Followed("ecs-svc/2", arn(2), "ecs-svc/1", NOW.plusSeconds(1), false));
        assertThat(plan(state, service(completed("ecs-svc/1", 1))).step()).isEqualTo(new EcsStep.Look());
    }

    @Test
    void only_watched_a_deployment_that_failed_is_not_in_sync() {
        EcsPlan plan = plan(RESOLVED, service(deployment("ecs-svc/1", "PRIMARY", 2, "FAILED")), false, Mandate.OBSERVE);
        assertThat(plan.step()).isNull();
        assertThat(plan.report().standing())
                .isEqualTo(new Standing.Differs("the deployment ecs-svc/1 of api:2 failed"));
    }

    @Test
    void only_watched_another_revision_differs_and_nothing_is_done() {
        EcsPlan plan = plan(RESOLVED, service(completed("ecs-svc/1", 1)), false, Mandate.TEND);
        assertThat(plan.step()).isNull();
        assertThat(plan.report().standing()).isEqualTo(new Standing.Differs("runs api:1, pinned is api:2"));
    }
}
