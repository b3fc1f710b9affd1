package dev.belay.ecs;

import dev.belay.aws.Budgets.Claim;
import dev.belay.ecs.ServiceSnapshot.LoadBalancer;
import dev.belay.model.EcsService;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Ordered;
import dev.belay.model.Readiness;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a rollback of a service to a revision would work now. Reads only, never a secret's value. Safe for use by many threads.
 */
public final class ServiceReadiness {
    private final EcsApi api;
    private final ServiceObserver observer;
    private final ImageRegistry images;
    private final Surroundings surroundings;

    /**
     * @param api without a budget of its own
     * @param observer what it knows of a service is believed, as long as it is not too old
     * @param claim how urgent its answers are
     */
    public ServiceReadiness(
            EcsApi api,
            ImageRegistry images,
            Surroundings surroundings,
            ServiceObserver observer,
            CallBudget budget,
            Claim claim) {
        this.api = new BudgetedApi(api, budget, claim, null);
        this.observer = observer;
        this.images = images;
        this.surroundings = surroundings;
    }

    /**
     * Why a rollback would not work now, or what of that can't be told; empty: ready.
     *
     * @param arn the revision
     * @param digests container to what its image was when the revision was known good, as far as that is known
     * @throws FailureException when ECS can't be asked, or the budget has no room just now
     */
    public List<String> problems(EcsService spec, String arn, SortedMap<String, String> digests) {
        return look(spec, arn, digests, new TreeMap<>()).against();
    }

    /**
     * The same, with what can't be told told apart, and with notes.
     *
     * @param healthChecks what {@link #healthChecks} said when the revision was known good, as far as that is known
     */
    public Readiness look(
            EcsService spec, String arn, SortedMap<String, String> digests, SortedMap<String, String> healthChecks) {
        var inspection = new Inspection();
        TaskDefinition revision;
        try {
            revision = api.taskDefinition(spec.aws(), arn);
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.NotFound) {
                inspection.problem("there is no task definition " + TaskDefinition.label(arn) + " any more");
                return inspection.result();
            }
            throw e;
        }
        if (!revision.active()) {
            inspection.problem(TaskDefinition.label(arn) + " is INACTIVE: ECS starts no deployment from it");
        }
        Requirements needs = Requirements.of(revision);
        var ofImages = new ImageInspection(images, spec.aws(), inspection);
        needs.images().forEach((image, containers) -> ofImages.look(image, containers, digests));
        var ofValues = new ValueInspection(surroundings, spec.aws(), account(revision.arn()), inspection);
        ofValues.values(needs.values());
        needs.roles().forEach(ofValues::role);
        var traffic = new TrafficInspection(TaskDefinition.label(arn), needs, inspection);
        balancers(spec, inspection).forEach(balancer -> {
            traffic.traffic(balancer);
            group(spec, balancer, inspection, group -> traffic.check(group, healthChecks));
        });
        return inspection.result();
    }

    /**
     * What the target groups of a service ask of its tasks now: target group's name to the health check in words. To be kept
     * with what is known good: an old revision may not answer what is asked today.
     *
     * @throws FailureException when ECS can't be asked; a target group that can't be is left out
     */
    public SortedMap<String, String> healthChecks(EcsService spec) {
        var checks = new TreeMap<String, String>();
        var inspection = new Inspection();
        balancers(spec, inspection)
                .forEach(balancer -> group(
                        spec, balancer, inspection, group -> checks.put(group.name(), TrafficInspection.said(group))));
        return Ordered.sorted(checks);
    }

    private List<LoadBalancer> balancers(EcsService spec, Inspection inspection) {
        Reading known = observer.recent(ServiceKey.of(spec));
        Reading reading = known != null
                ? known
                : api.describe(spec.aws(), spec.cluster(), List.of(spec.service()))
                        .get(spec.service());
        return switch (reading) {
            case null -> {
                inspection.untold("what is in front of service " + spec.service() + ": ECS told nothing about it");
                yield List.of();
            }
            case Reading.NoCluster none -> {
                inspection.problem("there is no cluster " + spec.cluster());
                yield List.of();
            }
            case Reading.NoService none -> {
                inspection.problem("there is no service " + spec.service() + " in cluster " + spec.cluster());
                yield List.of();
            }
            case Reading.Found(ServiceSnapshot service) -> service.loadBalancers();
        };
    }

    private void group(
            EcsService spec, LoadBalancer balancer, Inspection inspection, Consumer<Surroundings.TargetGroup> then) {
        String arn = balancer.targetGroup();
        if (arn == null) {
            return;
        }
        inspection.<Surroundings.@Nullable TargetGroup>ask(
                "Elastic Load Balancing",
                "whether " + balancer.name() + " fits",
                () -> surroundings.targetGroup(spec.aws(), arn),
                group -> {
                    if (group == null) {
                        inspection.problem(balancer.name() + " of the service does not exist any more");
                    } else {
                        then.accept(group);
                    }
                });
    }

    private static String account(String arn) {
        return arn.split(":", 6)[4];
    }
}
