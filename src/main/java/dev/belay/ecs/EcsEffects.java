package dev.belay.ecs;

import dev.belay.ecs.EcsState.Followed;
import dev.belay.ecs.EcsState.Registering;
import dev.belay.ecs.EcsState.Updating;
import dev.belay.model.ComponentReport;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Mandate;
import dev.belay.model.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes one step in a session and folds what came of it into what is remembered. */
final class EcsEffects {
    private static final Duration NEXT_SLICE = Duration.ofSeconds(1);

    private final EcsSession session;
    private final Resolver resolver;
    private final Registrar registrar;

    EcsEffects(EcsSession session, Resolver resolver, RevisionCatalogue catalogue) {
        this.session = session;
        this.resolver = resolver;
        this.registrar = new Registrar(session, catalogue);
    }

    /** Returns null when the pass goes on, else how it ends. */
    @Nullable
    ComponentReport apply(EcsStep step) {
        try {
            return switch (step) {
                case EcsStep.Look look -> look();
                case EcsStep.Resolve resolve -> resolve();
                case EcsStep.FindRegistered(Registering intent) -> registrar.find(intent);
                case EcsStep.Update(Updating intent) -> update(intent);
                case EcsStep.CheckTasksGone(Followed followed) -> checkTasksGone(followed);
                case EcsStep.Judge(Followed followed, String reason, boolean rolledBack) ->
                    judge(followed, reason, rolledBack);
                case EcsStep.Explain(Followed followed, String progress) -> explain(followed, progress);
            };
        } catch (EcsSession.JournalFailed e) {
            throw e.failure();
        } catch (BudgetedApi.NoTurn e) {
            return waiting(e);
        } catch (FailureException e) {
            return session.report(standing(e.failure()));
        }
    }

    /** A call that will be refused again needs a person; any other is simply tried again. */
    static Standing standing(Failure failure) {
        return switch (failure) {
            case Failure.Denied denied -> new Standing.Stalled("AccessDenied", denied.message());
            case Failure.NotFound notFound -> new Standing.Stalled("NotFound", notFound.message());
            case Failure.Invalid invalid -> new Standing.Stalled("Refused", invalid.message());
            case Failure.Throttled throttled -> new Standing.Hindered(throttled);
            case Failure.Conflict conflict -> new Standing.Hindered(conflict);
            case Failure.Unavailable unavailable -> new Standing.Hindered(unavailable);
        };
    }

    /** Not now: others were first. Nothing was tried in vain, so it is no fault. */
    private ComponentReport waiting(BudgetedApi.NoTurn e) {
        var stage = session.state().followed() == null ? Standing.Stage.APPLY : Standing.Stage.STABILISE;
        return session.report(new Standing.Moving(
                stage, "waiting for its turn: " + e.failure().message(), e.pause()));
    }

    private @Nullable ComponentReport look() {
        try {
            session.look();
            return null;
        } catch (BudgetedApi.NoTurn e) {
            throw e;
        } catch (FailureException e) {
            boolean never = session.situation().sighting().reading() == null;
            return session.report(
                    never || e.failure() instanceof Failure.Denied
                            ? new Standing.Unknown(e.failure())
                            : standing(e.failure()));
        }
    }

    private @Nullable ComponentReport resolve() {
        EcsController.Request request = session.request();
        if (request.rolling() && request.mandate() != Mandate.CONVERGE) {
            // What is found now would not be kept, and be looked for again when it is this component's turn.
            return session.report(new Standing.Differs(
                    "pinned is " + request.want() + ", which is resolved when it is this component's turn"));
        }
        Resolution resolution = resolver.resolve(
                session.api(),
                request.spec(),
                request.want(),
                current(),
                request.remembered().get());
        return switch (resolution) {
            case Resolution.Known(EcsState.Resolved resolved) -> {
                session.record("resolved " + request.want() + " to " + resolved.label() + ": " + resolved.how());
                session.resolvedTo(resolved);
                yield null;
            }
            case Resolution.Missing missing ->
                request.mandate() == Mandate.CONVERGE
                        ? registrar.register(missing)
                        : session.report(new Standing.Differs(
                                "pinned is " + request.want() + ", for which no revision is registered yet"));
            case Resolution.Unfinished(String progress) ->
                session.report(new Standing.Moving(Standing.Stage.APPLY, progress, NEXT_SLICE));
            case Resolution.Impossible(String reason, String message) ->
                session.report(new Standing.Stalled(reason, message));
        };
    }

    private @Nullable String current() {
        return session.situation().sighting().reading() instanceof Reading.Found(ServiceSnapshot service)
                ? service.current()
                : null;
    }

    /**
     * The intent is saved first, then the service is looked at once more: what it names must still be so. Before all that both calls are
     * taken out of the budget, else thousands would write down what they then may not do.
     */
    private @Nullable ComponentReport update(Updating intent) {
        try {
            session.take("UpdateService");
            session.take("DescribeServices");
        } catch (BudgetedApi.NoTurn e) {
            session.remember(session.state().withUpdating(null));
            throw e;
        }
        session.save();
        Sighting now;
        try {
            now = session.look();
        } catch (FailureException e) {
            session.remember(session.state().withUpdating(null));
            throw e;
        }
        if (!(now.reading() instanceof Reading.Found(ServiceSnapshot service))
                || !Objects.equals(primary(service), intent.primaryBefore())) {
            session.remember(session.state().withUpdating(null));
            return null;
        }
        EcsController.Request request = session.request();
        Instant began = session.clock().instant();
        ServiceSnapshot after;
        try {
            after = session.api()
                    .update(
                            request.spec().aws(),
                            request.spec().cluster(),
                            request.spec().service(),
                            intent.to(),
                            intent.force());
        } catch (FailureException e) {
            return refused(intent, e.failure());
        }
        follow(intent, after, began);
        return null;
    }

    private static @Nullable String primary(ServiceSnapshot service) {
        return service.primary().map(ServiceSnapshot.Deployment::id).orElse(null);
    }

    private void follow(Updating intent, ServiceSnapshot after, Instant began) {
        String deployment = Objects.requireNonNull(primary(after), "an update's answer shows its deployment");
        var followed = new Followed(deployment, intent.to(), intent.primaryBefore(), began, false);
        session.remember(session.state().following(followed));
        session.record(RolloutPlanner.started(deployment, intent.to()));
        session.save();
        session.saw(after, began);
    }

    /** Only where nobody can say whether the update was made does the intent stay. */
    private ComponentReport refused(Updating intent, Failure failure) {
        if (failure instanceof Failure.Unavailable) {
            return session.report(new Standing.Hindered(failure));
        }
        session.remember(session.state().withUpdating(null));
        if (failure instanceof Failure.Invalid) {
            TaskDefinition revision =
                    session.api().taskDefinition(session.request().spec().aws(), intent.to());
            if (!revision.active()) {
                return session.report(new Standing.Stalled(
                        "InactiveRevision",
                        TaskDefinition.label(intent.to()) + " is INACTIVE: ECS starts no deployment from it; pin"
                                + " another revision, or images with base: " + TaskDefinition.label(intent.to())));
            }
        }
        return session.report(standing(failure));
    }

    private @Nullable ComponentReport checkTasksGone(Followed followed) {
        long left = tasks().stream()
                .filter(task -> !task.stopped() && !task.of(followed.deployment(), followed.taskDefinition()))
                .count();
        if (left > 0) {
            String progress =
                    "waiting for " + left + (left == 1 ? " task" : " tasks") + " of earlier deployments to stop";
            return RolloutPlanner.overdue(session.situation(), followed)
                    ? session.report(new Standing.Stalled("NotStable", progress))
                    : session.report(new Standing.Moving(Standing.Stage.STABILISE, progress, EcsPlanner.LOOK_AGAIN));
        }
        session.remember(session.state()
                .following(new Followed(
                        followed.deployment(),
                        followed.taskDefinition(),
                        followed.primaryBefore(),
                        followed.since(),
                        true)));
        session.record("deployment " + followed.deployment() + " completed, no task of an earlier one is left");
        return null;
    }

    private @Nullable ComponentReport judge(Followed followed, String reason, boolean rolledBack) {
        FailureCause cause = cause(followed, reason);
        session.remember(RolloutPlanner.judged(
                session.state(), cause, rolledBack, session.clock().instant()));
        session.record("deployment " + followed.deployment() + " failed"
                + (rolledBack ? " and ECS went back by itself: " : ": ") + cause.message());
        return null;
    }

    private ComponentReport explain(Followed followed, String progress) {
        FailureCause cause = cause(followed, "");
        return session.report(new Standing.Stalled(
                "NotStable",
                progress + " after more than " + session.request().spec().stableWithin() + ": " + cause.message()));
    }

    private FailureCause cause(Followed followed, String reason) {
        return session.situation().sighting().reading() instanceof Reading.Found(ServiceSnapshot service)
                ? FailureCause.of(followed, reason, service, tasks())
                : new FailureCause(false, reason);
    }

    private List<EcsTask> tasks() {
        var spec = session.request().spec();
        return session.api().tasks(spec.aws(), spec.cluster(), spec.service());
    }
}
