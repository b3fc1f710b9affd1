package dev.belay.ecs;

import dev.belay.model.ComponentReport;
import dev.belay.model.EcsService;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import dev.belay.reconcile.Journal;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedSet;

/** Holds services to what they are pinned to. One for all of them; safe for use by many threads, one a service. */
public final class EcsController {
    /**
     * One service in one pass.
     *
     * @param want what the pin asks of it
     * @param forced whether this rollout asks for a new deployment even of what runs
     * @param state what is remembered; {@link EcsState#beginRollout} was called on it when the rollout began
     * @param failed ARNs of revisions that failed by their own doing; not what a version is resolved to
     */
    public record Request(
            EcsService spec,
            PinnedComponent want,
            boolean forced,
            EcsState state,
            Mandate mandate,
            Journal<EcsState> journal,
            SortedSet<String> failed) {}

    public EcsController(EcsApi api, ServiceObserver observer, CallBudget budget, InstantSource clock) {}

    /**
     * Does what the mandate allows and can be done now, and says where the service stands.
     *
     * @throws dev.belay.model.FailureException only from the journal: nothing was begun after that
     */
    public ComponentReport advance(Request request) {
        return new ComponentReport(
                new dev.belay.model.Standing.Unknown(new dev.belay.model.Failure.Unavailable(request.toString())),
                null,
                null,
                null,
                null,
                null,
                new java.util.TreeMap<>());
    }

    /** What {@link #advance} would do, in sentences; does nothing. */
    public List<String> preview(
            EcsService spec, PinnedComponent want, boolean forced, EcsState state, SortedSet<String> failed) {
        return List.of(spec.service());
    }
}
