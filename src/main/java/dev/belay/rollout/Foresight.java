package dev.belay.rollout;

import dev.belay.aws.Budgets.Claim;
import dev.belay.ecs.EcsController;
import dev.belay.ecs.ServiceObserver;
import dev.belay.ecs.ServiceReadiness;
import dev.belay.model.Component;
import dev.belay.model.EcsService;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Site;
import dev.belay.model.Target;
import dev.belay.rollout.Reconciler.Ports;
import dev.belay.site.SiteController;
import dev.belay.site.SiteReadiness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Tells what a pass would do, and whether a rollback would work. Reads only, so any replica may ask it. */
final class Foresight {
    private final EcsController services;
    private final SiteController sites;
    private final ServiceReadiness serviceReadiness;
    private final SiteReadiness siteReadiness;

    /** The controllers are asked for previews alone. */
    Foresight(
            EcsController services,
            SiteController sites,
            ServiceReadiness serviceReadiness,
            SiteReadiness siteReadiness) {
        this.services = services;
        this.sites = sites;
        this.serviceReadiness = serviceReadiness;
        this.siteReadiness = siteReadiness;
    }

    /**
     * One with controllers of its own, which no pass uses.
     *
     * @param observer what it knows is believed
     * @param claim how urgent its answers about a rollback are
     */
    static Foresight of(Ports ports, ServiceObserver observer, Claim claim) {
        return new Foresight(
                new EcsController(ports.ecs(), ports.images(), observer, ports.ecsBudget(), ports.clock()),
                new SiteController(ports.sites(), ports.documents(), ports.parallel(), ports.clock()),
                new ServiceReadiness(
                        ports.ecs(), ports.images(), ports.surroundings(), observer, ports.ecsBudget(), claim),
                new SiteReadiness(ports.sites(), ports.documents()));
    }

    /**
     * What passes would do for a pin, in sentences, in the order in which they would.
     *
     * @param forced whether the rollout to it asks for a new deployment even of what runs
     */
    List<PlanStep> preview(Target target, Root root, Pin pin, boolean forced) {
        var steps = new ArrayList<PlanStep>();
        for (String name : Turns.order(target, pin, root.history())) {
            PinnedComponent want = pin.of(name);
            List<String> its = switch (Components.component(target, name)) {
                case EcsService service ->
                    services.preview(service, want, forced, root.service(name), Components.remembered(root, name));
                case Site site -> sites.preview(target.name(), name, site, want, root.site(name));
            };
            its.forEach(step -> steps.add(new PlanStep(name, step)));
        }
        return steps;
    }

    /** What speaks against a rollback to a combination, in sentences; what can't be told speaks against it too. */
    List<String> problems(Target target, Combination combination) {
        try {
            return told(target, combination);
        } catch (FailureException e) {
            return List.of("can't be told: " + e.getMessage());
        }
    }

    private List<String> told(Target target, Combination combination) {
        var problems = new ArrayList<String>();
        target.components().forEach((name, component) -> {
            Combination.Part part = combination.parts().get(name);
            try {
                List<String> its = part == null ? List.of() : problems(component, part);
                its.forEach(problem -> problems.add(name + ": " + problem));
            } catch (FailureException e) {
                if (e.failure() instanceof Failure.Throttled) {
                    throw e;
                }
                problems.add(name + ": can't be told: " + e.getMessage());
            }
        });
        return problems;
    }

    /**
     * By version, what speaks against each of these combinations; of those of one version the first counts.
     *
     * @throws FailureException with {@link Failure.Throttled}: that nobody could be asked just now speaks against nothing
     */
    SequencedMap<String, List<String>> problems(Target target, List<Combination> combinations) {
        var found = new LinkedHashMap<String, List<String>>();
        for (Combination combination : combinations) {
            found.putIfAbsent(combination.version(), told(target, combination));
        }
        return found;
    }

    private List<String> problems(Component component, Combination.Part part) {
        return switch (component) {
            case EcsService service -> serviceReadiness.problems(service, part.exact(), part.digests());
            case Site site ->
                part.build() == null
                        ? List.of("what its build was is not known: it ran before Belay")
                        : siteReadiness.problems(
                                site, part.build().version(), part.build().inventory());
        };
    }
}
