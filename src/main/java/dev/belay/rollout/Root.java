package dev.belay.rollout;

import dev.belay.announce.Outbox;
import dev.belay.ecs.EcsState;
import dev.belay.model.Ordered;
import dev.belay.model.Rollout;
import dev.belay.site.SiteState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one durable document of a target, changed by compare-and-swap only: statuses and finished rollouts are projections
 * of it that may lag, it may not.
 *
 * @param epoch term of the replica that wrote last what is begun; a replica of an earlier one writes nothing more
 * @param services state of each ECS component, by name
 * @param sites state of each site component, by name
 * @param rollout the one that runs; null: none
 * @param soak of what the last rollout put in place; null: it is over, or failed
 * @param outbox what is to be told and was not delivered yet
 * @param readiness whether rollbacks would work, as it was looked into last; null: not yet
 * @param since since when what a status says has been so, by what it is about
 */
record Root(
        String target,
        long epoch,
        Admitted admitted,
        SequencedMap<String, EcsState> services,
        SequencedMap<String, SiteState> sites,
        @Nullable Rollout rollout,
        @Nullable Soak soak,
        History history,
        Corrections corrections,
        Outbox outbox,
        @Nullable Readiness readiness,
        SortedMap<String, Since> since) {
    /** A value and the time since which it has been so. */
    record Since(String value, Instant at) {}

    Root {
        // What an earlier Belay did not write yet.
        history = Objects.requireNonNullElse(history, History.EMPTY);
        corrections = Objects.requireNonNullElse(corrections, Corrections.NONE);
        outbox = Objects.requireNonNullElse(outbox, Outbox.EMPTY);
        services = Ordered.copy(services);
        sites = Ordered.copy(sites);
        since = Ordered.sorted(since);
    }

    static Root empty(String target) {
        return new Root(
                target,
                0,
                Admitted.NOTHING,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                null,
                null,
                History.EMPTY,
                Corrections.NONE,
                Outbox.EMPTY,
                null,
                new TreeMap<>());
    }

    EcsState service(String component) {
        return services.getOrDefault(component, EcsState.NONE);
    }

    SiteState site(String component) {
        return sites.getOrDefault(component, SiteState.NONE);
    }

    Root with(Admitted newAdmitted) {
        return new Root(
                target,
                epoch,
                newAdmitted,
                services,
                sites,
                rollout,
                soak,
                history,
                corrections,
                outbox,
                readiness,
                since);
    }

    Root with(@Nullable Rollout newRollout) {
        return new Root(
                target,
                epoch,
                admitted,
                services,
                sites,
                newRollout,
                soak,
                history,
                corrections,
                outbox,
                readiness,
                since);
    }

    Root with(@Nullable Soak newSoak) {
        return new Root(
                target,
                epoch,
                admitted,
                services,
                sites,
                rollout,
                newSoak,
                history,
                corrections,
                outbox,
                readiness,
                since);
    }

    Root with(History newHistory) {
        return new Root(
                target,
                epoch,
                admitted,
                services,
                sites,
                rollout,
                soak,
                newHistory,
                corrections,
                outbox,
                readiness,
                since);
    }

    Root with(Corrections newCorrections) {
        return new Root(
                target,
                epoch,
                admitted,
                services,
                sites,
                rollout,
                soak,
                history,
                newCorrections,
                outbox,
                readiness,
                since);
    }

    Root with(Outbox newOutbox) {
        return new Root(
                target,
                epoch,
                admitted,
                services,
                sites,
                rollout,
                soak,
                history,
                corrections,
                newOutbox,
                readiness,
                since);
    }

    Root with(@Nullable Readiness newReadiness) {
        return new Root(
                target,
                epoch,
                admitted,
                services,
                sites,
                rollout,
                soak,
                history,
                corrections,
                outbox,
                newReadiness,
                since);
    }

    /** The same, as a replica of a later term takes it over. */
    Root claimed(long term) {
        return new Root(
                target, term, admitted, services, sites, rollout, soak, history, corrections, outbox, readiness, since);
    }

    Root with(String component, EcsState state) {
        return new Root(
                target,
                epoch,
                admitted,
                put(services, component, state),
                sites,
                rollout,
                soak,
                history,
                corrections,
                outbox,
                readiness,
                since);
    }

    Root with(String component, SiteState state) {
        return new Root(
                target,
                epoch,
                admitted,
                services,
                put(sites, component, state),
                rollout,
                soak,
                history,
                corrections,
                outbox,
                readiness,
                since);
    }

    Root states(Map<String, EcsState> newServices, Map<String, SiteState> newSites) {
        return new Root(
                target,
                epoch,
                admitted,
                Ordered.copy(newServices),
                Ordered.copy(newSites),
                rollout,
                soak,
                history,
                corrections,
                outbox,
                readiness,
                since);
    }

    Root since(SortedMap<String, Since> newSince) {
        return new Root(
                target,
                epoch,
                admitted,
                services,
                sites,
                rollout,
                soak,
                history,
                corrections,
                outbox,
                readiness,
                newSince);
    }

    private static <V> SequencedMap<String, V> put(SequencedMap<String, V> map, String key, V value) {
        var copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
