package dev.belay.ecs;

import dev.belay.ecs.EcsState.Resolved;
import dev.belay.model.EcsService;
import dev.belay.model.FailureException;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Standing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would be done for a service, in sentences. Reads only. */
final class Preview {
    private final EcsApi api;
    private final ServiceObserver observer;
    private final Resolver resolver;
    private final InstantSource clock;

    Preview(EcsApi api, ServiceObserver observer, Resolver resolver, InstantSource clock) {
        this.api = api;
        this.observer = observer;
        this.resolver = resolver;
        this.clock = clock;
    }

    List<String> of(EcsService spec, PinnedComponent want, boolean forced, EcsState state, Remembered remembered) {
        if (want instanceof PinnedComponent.Leave) {
            return List.of("leave service " + spec.service() + " alone");
        }
        Situation situation = new Situation(
                spec,
                want,
                forced,
                state,
                sighting(ServiceKey.of(spec)),
                true,
                Mandate.OBSERVE,
                clock.instant(),
                observer.maxAge());
        EcsPlan plan = EcsPlanner.plan(situation);
        if (!(situation.sighting().reading() instanceof Reading.Found(ServiceSnapshot service)) || said(plan) != null) {
            return List.of("nothing as long as this is so: " + said(plan));
        }
        Resolved resolved = EcsReports.resolved(situation);
        try {
            return resolved == null
                    ? unresolved(spec, want, forced, service, remembered)
                    : moves(spec, forced, service, resolved.arn(), resolved.label());
        } catch (FailureException e) {
            return List.of("nothing as long as this is so: " + e.failure().message());
        }
    }

    /** A service that nobody watches is looked at now. */
    private Sighting sighting(ServiceKey key) {
        Sighting known = observer.sighting(key);
        try {
            return known.equals(Sighting.NONE) ? observer.refresh(key) : known;
        } catch (FailureException e) {
            return known.failed(e.failure());
        }
    }

    private static @Nullable String said(EcsPlan plan) {
        return switch (plan.report().standing()) {
            case Standing.Unknown(var failure) -> failure.message();
            case Standing.Stalled stalled -> stalled.message();
            case Standing.Hindered(var failure) -> failure.message();
            case Standing.Synced s -> null;
            case Standing.Differs d -> null;
            case Standing.Moving m -> null;
            case Standing.Ended e -> null;
        };
    }

    private List<String> unresolved(
            EcsService spec, PinnedComponent want, boolean forced, ServiceSnapshot service, Remembered remembered) {
        return switch (resolver.resolve(api, spec, want, service.current(), remembered)) {
            case Resolution.Known(Resolved resolved) -> {
                var steps = new ArrayList<String>();
                if (!resolved.label().equals(want.toString())) {
                    steps.add("resolve " + want + " to " + resolved.label() + ": " + resolved.how());
                }
                steps.addAll(moves(spec, forced, service, resolved.arn(), resolved.label()));
                yield List.copyOf(steps);
            }
            case Resolution.Missing missing -> {
                var steps = new ArrayList<String>();
                steps.add("register a new revision of " + missing.family() + ", " + missing.how());
                steps.addAll(moves(spec, forced, service, "", "the new revision"));
                yield List.copyOf(steps);
            }
            case Resolution.Unfinished(String progress) ->
                List.of("resolve " + want + ": not known yet, still " + progress);
            case Resolution.Impossible(String reason, String message) ->
                List.of("nothing as long as this is so: " + message);
        };
    }

    private static List<String> moves(
            EcsService spec, boolean forced, ServiceSnapshot service, String arn, String label) {
        String current = service.current();
        boolean there = arn.equals(current);
        if (there && !forced) {
            return List.of("nothing to do: service " + spec.service() + " is on " + label);
        }
        String from = current == null || there ? "" : " from " + TaskDefinition.label(current);
        return List.of(
                there
                        ? "force a new deployment of " + label + " on service " + spec.service()
                        : "update service " + spec.service() + " in cluster " + spec.cluster() + from + " to " + label,
                "follow that deployment until it completed and no task of an earlier one is left");
    }
}
