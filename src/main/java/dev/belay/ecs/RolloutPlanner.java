package dev.belay.ecs;

import dev.belay.ecs.EcsState.Fault;
import dev.belay.ecs.EcsState.Followed;
import dev.belay.ecs.EcsState.Updating;
import dev.belay.ecs.ServiceSnapshot.Deployment;
import dev.belay.model.Rollout;
import dev.belay.model.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of the plan that starts with an update and ends with its deployment. Pure. */
final class RolloutPlanner {
    /** By how much AWS's clock may differ from ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final Duration LAST_RETRY = Duration.ofMinutes(15);

    private RolloutPlanner() {}

    /** An update was about to be made in an earlier pass: finds out whether it was. */
    static EcsPlan settle(Situation s, ServiceSnapshot service, Updating intent) {
        if (!s.fresh()) {
            return EcsPlanner.step(s, new EcsStep.Look());
        }
        Deployment primary = service.primary().orElse(null);
        String primaryNow = primary == null ? null : primary.id();
        boolean untouched = Objects.equals(primaryNow, intent.primaryBefore());
        Optional<Deployment> ours = untouched ? overtaken(service, intent) : landed(service, intent, primary);
        if (ours.isPresent()) {
            return adopt(s, service, ours.get(), intent.primaryBefore(), started(ours.get()));
        }
        if (!untouched) {
            return superseded(s.with(s.state().withUpdating(null)), primary);
        }
        if (intent.force() && s.now().isBefore(intent.at().plus(EcsPlanner.GRACE))) {
            return EcsPlanner.rest(
                    s,
                    new Standing.Moving(
                            Standing.Stage.APPLY,
                            "waiting whether the forced deployment comes of itself",
                            EcsPlanner.LOOK_AGAIN));
        }
        return EcsPlanner.begin(s, primary, intent.to(), intent.force());
    }

    private static Optional<Deployment> landed(ServiceSnapshot service, Updating intent, @Nullable Deployment primary) {
        return primary != null && primary.taskDefinition().equals(intent.to())
                ? Optional.of(primary)
                : overtaken(service, intent);
    }

    /** Our deployment, where another one is PRIMARY again. */
    private static Optional<Deployment> overtaken(ServiceSnapshot service, Updating intent) {
        Instant earliest = intent.at().minus(SKEW);
        return service.deployments().stream()
                .filter(d -> !d.primary() && d.taskDefinition().equals(intent.to()))
                .filter(d -> !d.id().equals(intent.primaryBefore()))
                .filter(d -> d.createdAt() != null && d.createdAt().isAfter(earliest))
                .findFirst();
    }

    static String started(Deployment deployment) {
        return started(deployment.id(), deployment.taskDefinition());
    }

    static String started(String deployment, String taskDefinition) {
        return "deployment " + deployment + " of " + TaskDefinition.label(taskDefinition) + " started";
    }

    /** Follows a deployment from now on. */
    static EcsPlan adopt(
            Situation s, ServiceSnapshot service, Deployment it, @Nullable String primaryBefore, String note) {
        Instant readAt = s.sighting().readAt();
        Instant since = readAt == null ? s.now() : readAt;
        var followed = new Followed(it.id(), it.taskDefinition(), primaryBefore, since, false);
        EcsPlan next = follow(s.with(s.state().following(followed)), service, followed);
        return new EcsPlan(
                next.state(), next.step(), next.report(), next.note() == null ? note : note + "; " + next.note());
    }

    static EcsPlan follow(Situation s, ServiceSnapshot service, Followed followed) {
        Instant readAt = s.sighting().readAt();
        if (!s.fresh() && readAt != null && readAt.isBefore(followed.since())) {
            return EcsPlanner.step(s, new EcsStep.Look());
        }
        Fault fault = s.state().fault();
        return switch (RolloutHealth.of(service, followed, s.now())) {
            case RolloutHealth.InProgress(String progress) -> inProgress(s, followed, progress);
            case RolloutHealth.Complete complete ->
                followed.complete()
                        ? EcsPlanner.rest(s, new Standing.Synced())
                        : EcsPlanner.step(s, new EcsStep.CheckTasksGone(followed));
            case RolloutHealth.Failed(String reason, boolean rolledBack) ->
                fault == null
                        ? EcsPlanner.step(s, new EcsStep.Judge(followed, reason, rolledBack))
                        : tryAgain(s, service, followed, fault);
            case RolloutHealth.Superseded(Deployment by) ->
                by.taskDefinition().equals(followed.taskDefinition())
                        ? adopt(
                                s,
                                service,
                                by,
                                followed.deployment(),
                                "somebody else's deployment " + by.id() + " of the same revision is followed instead")
                        : superseded(s, by);
            case RolloutHealth.Unseen unseen ->
                EcsPlanner.rest(
                        s,
                        new Standing.Moving(
                                Standing.Stage.STABILISE,
                                "waiting for ECS to show the deployment",
                                EcsPlanner.LOOK_AGAIN));
        };
    }

    private static EcsPlan inProgress(Situation s, Followed followed, String progress) {
        return overdue(s, followed)
                ? EcsPlanner.step(s, new EcsStep.Explain(followed, progress))
                : EcsPlanner.rest(s, new Standing.Moving(Standing.Stage.STABILISE, progress, EcsPlanner.LOOK_AGAIN));
    }

    static boolean overdue(Situation s, Followed followed) {
        return followed.since().plus(s.spec().stableWithin()).isBefore(s.now());
    }

    private static EcsPlan tryAgain(Situation s, ServiceSnapshot service, Followed followed, Fault fault) {
        if (s.now().isBefore(fault.retryAt())) {
            return EcsPlanner.stalled(s, "PassingFault", fault.message() + "; tried again at " + fault.retryAt());
        }
        Deployment primary = service.primary().orElse(null);
        boolean same = primary != null && primary.taskDefinition().equals(followed.taskDefinition());
        return EcsPlanner.begin(s, primary, followed.taskDefinition(), same);
    }

    private static EcsPlan superseded(Situation s, @Nullable Deployment by) {
        String who = by == null ? "" : " " + by.id() + " of " + TaskDefinition.label(by.taskDefinition());
        var ended = new Standing.Ended(
                Rollout.Outcome.SUPERSEDED, "somebody else's deployment" + who + " took the place of ours", false);
        Situation over = s.with(s.state().withEnded(ended));
        return new EcsPlan(over.state(), null, EcsReports.report(over, ended), ended.message());
    }

    /** What is remembered of a deployment that ECS gave up. */
    static EcsState judged(EcsState state, FailureCause cause, boolean rolledBack, Instant now) {
        if (!cause.own()) {
            return state.withFault(new Fault(cause.message(), now.plus(delay(state.attempts()))));
        }
        var outcome = rolledBack ? Rollout.Outcome.ROLLED_BACK_BY_ECS : Rollout.Outcome.FAILED;
        return state.withEnded(new Standing.Ended(outcome, cause.message(), true));
    }

    private static Duration delay(int attempts) {
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(attempts, 10));
        return delay.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : delay;
    }
}
