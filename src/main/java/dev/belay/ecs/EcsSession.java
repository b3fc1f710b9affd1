package dev.belay.ecs;

import dev.belay.model.ComponentReport;
import dev.belay.model.FailureException;
import dev.belay.model.Mandate;
import dev.belay.model.Standing;
import java.time.Instant;
import java.time.InstantSource;

/** One service in one pass: what is known and remembered as the pass goes on, and what of it is saved. */
final class EcsSession {
    private final EcsController.Request request;
    private final BudgetedApi api;
    private final ImageRegistry images;
    private final ServiceObserver observer;
    private final InstantSource clock;
    private EcsState state;
    private EcsState saved;
    private boolean recorded;
    private Sighting sighting;
    private boolean fresh;

    EcsSession(
            EcsController.Request request,
            BudgetedApi api,
            ImageRegistry images,
            ServiceObserver observer,
            InstantSource clock) {
        this.request = request;
        this.api = api;
        this.images = images;
        this.observer = observer;
        this.clock = clock;
        this.state = request.state();
        this.saved = request.state();
        this.sighting = observer.sighting(key());
    }

    EcsController.Request request() {
        return request;
    }

    EcsApi api() {
        return api;
    }

    EcsState state() {
        return state;
    }

    InstantSource clock() {
        return clock;
    }

    ServiceKey key() {
        return ServiceKey.of(request.spec());
    }

    Situation situation() {
        return new Situation(
                request.spec(),
                request.want(),
                request.forced(),
                state,
                sighting,
                fresh,
                request.mandate(),
                clock.instant(),
                observer.maxAge());
    }

    ComponentReport report(Standing standing) {
        return EcsReports.report(situation(), standing);
    }

    void remember(EcsPlan plan) {
        state = plan.state();
        if (plan.note() != null) {
            record(plan.note());
        }
    }

    void remember(EcsState next) {
        state = next;
    }

    /** Remembers what the pin stands for; in a rollout, with which images that is just now. */
    void resolvedTo(EcsState.Resolved resolved) {
        if (!converging()) {
            state = state.withResolved(resolved);
            return;
        }
        Digests digests = Digests.of(images, request.spec().aws(), resolved.images());
        state = state.withResolved(resolved.with(digests.known()));
        record("images of " + resolved.label() + ": " + digests);
    }

    /** A line for the rollout's timeline. */
    void record(String what) {
        if (converging()) {
            request.journal().record(what);
            recorded = true;
        }
    }

    /** Saves what is remembered: nothing may be begun before this returns. */
    void save() {
        try {
            request.journal().save(state);
        } catch (FailureException e) {
            throw new JournalFailed(e);
        }
        saved = state;
        recorded = false;
    }

    /** Saves what is not saved yet. */
    void keep() {
        if (converging() && (recorded || !state.equals(saved))) {
            request.journal().save(state);
            saved = state;
            recorded = false;
        }
    }

    private boolean converging() {
        return request.mandate() == Mandate.CONVERGE;
    }

    /** Takes a call that is to follow what is about to be written down. */
    void take(String operation) {
        api.take(request.spec().aws(), operation);
    }

    /** Takes over what the answer of a call showed, which began then. */
    void saw(ServiceSnapshot service, Instant began) {
        sighting = observer.saw(key(), new Reading.Found(service), began);
        fresh = true;
    }

    /** Reads the one service now. */
    Sighting look() {
        sighting = observer.refresh(key(), api);
        fresh = true;
        return sighting;
    }

    /** The root could not be written; not to be taken for a failure of AWS. */
    static final class JournalFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final FailureException failure;

        JournalFailed(FailureException failure) {
            super(failure);
            this.failure = failure;
        }

        FailureException failure() {
            return failure;
        }
    }
}
