package dev.belay.ecs;

import dev.belay.aws.Budgets.Claim;
import dev.belay.model.ComponentReport;
import dev.belay.model.EcsService;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import dev.belay.reconcile.Journal;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Holds services to what they are pinned to. One for all of them; safe for use by many threads, one a service. */
public final class EcsController {
    /** Steps that a pass takes at most; what is left is for the next. */
    private static final int STEPS = 12;

    private final EcsApi api;
    private final CallBudget budget;
    private final ImageRegistry images;
    private final ServiceObserver observer;
    private final InstantSource clock;
    private final RevisionCatalogue catalogue = new RevisionCatalogue();
    private final Resolver resolver = new Resolver(catalogue);

    /**
     * One service in one pass.
     *
     * @param want what the pin asks of it
     * @param forced whether this rollout asks for a new deployment even of what runs
     * @param state what is remembered; {@link EcsState#beginRollout} was called on it when the rollout began
     * @param remembered what became of revisions; asked when a version is to be resolved
     * @param rolling whether a rollout of its target runs
     * @param claim how urgent its calls are
     */
    public record Request(
            EcsService spec,
            PinnedComponent want,
            boolean forced,
            EcsState state,
            Mandate mandate,
            Journal<EcsState> journal,
            Supplier<Remembered> remembered,
            boolean rolling,
            Claim claim) {}

    /**
     * @param api without a budget of its own
     * @param images asked for what tags stand for when a rollout resolves its pin
     * @param observer asked for what is known of a service; the caller has it watched
     */
    public EcsController(
            EcsApi api, ImageRegistry images, ServiceObserver observer, CallBudget budget, InstantSource clock) {
        this.api = api;
        this.budget = budget;
        this.images = images;
        this.observer = observer;
        this.clock = clock;
    }

    /**
     * Does what the mandate allows and can be done now, and says where the service stands. Saves through the journal
     * only under {@link Mandate#CONVERGE}.
     *
     * @throws dev.belay.model.FailureException only from the journal: nothing was begun after that
     */
    public ComponentReport advance(Request request) {
        String who = ServiceKey.of(request.spec()).toString();
        var session =
                new EcsSession(request, new BudgetedApi(api, budget, request.claim(), who), images, observer, clock);
        var effects = new EcsEffects(session, resolver, catalogue);
        for (int i = 0; i < STEPS; i++) {
            EcsPlan plan = EcsPlanner.plan(session.situation());
            session.remember(plan);
            if (plan.step() == null) {
                session.keep();
                return plan.report();
            }
            ComponentReport report = effects.apply(plan.step());
            if (report != null) {
                session.keep();
                return report;
            }
        }
        session.keep();
        return EcsPlanner.plan(session.situation()).report();
    }

    /** What the service's own record hints at who moved it, as of the last look; never throws. */
    public String whoChanged(EcsService spec) {
        return WhoChanged.of(
                new BudgetedApi(api, budget, Claim.BACKGROUND, null), spec, observer.sighting(ServiceKey.of(spec)));
    }

    /** What {@link #advance} would do, in sentences; does nothing. */
    public List<String> preview(
            EcsService spec, PinnedComponent want, boolean forced, EcsState state, Remembered remembered) {
        // Somebody waits for the answer.
        EcsApi forPeople = new BudgetedApi(api, budget, Claim.OPERATOR, null);
        return new Preview(forPeople, observer, resolver, clock).of(spec, want, forced, state, remembered);
    }
}
