package dev.belay.ecs;

import dev.belay.ecs.EcsState.Registering;
import dev.belay.ecs.EcsState.Resolved;
import dev.belay.ecs.RevisionCatalogue.Search;
import dev.belay.model.ComponentReport;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Standing;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers a revision once, whatever happens on the way. */
final class Registrar {
    private static final Duration NEXT_SLICE = Duration.ofSeconds(1);

    private final EcsSession session;
    private final RevisionCatalogue catalogue;

    Registrar(EcsSession session, RevisionCatalogue catalogue) {
        this.session = session;
        this.catalogue = catalogue;
    }

    /** Registers what no ACTIVE revision holds, after one more look at those that are newer than the last look. */
    @Nullable
    ComponentReport register(Resolution.Missing missing) {
        Search newer = search(missing.family(), missing.hash(), missing.newest());
        return switch (newer) {
            case Search.Match match -> adopt(match, missing.how());
            case Search.Unfinished unfinished -> lookOn(missing.family());
            case Search.None none -> register(missing, none.newest());
        };
    }

    private @Nullable ComponentReport register(Resolution.Missing missing, @Nullable String newest) {
        String asked = EcsState.asked(session.request().want());
        var intent = new Registering(
                asked,
                missing.family(),
                missing.hash(),
                newest,
                missing.how(),
                session.clock().instant());
        session.take("RegisterTaskDefinition");
        session.remember(session.state().withRegistering(intent));
        session.save();
        String arn;
        try {
            arn = session.api().register(session.request().spec().aws(), missing.content());
        } catch (FailureException e) {
            if (!(e.failure() instanceof Failure.Unavailable)) {
                session.remember(session.state().withRegistering(null));
            }
            throw e;
        }
        var images = TaskDefinition.images(missing.content());
        session.record("registered " + TaskDefinition.label(arn) + ", " + missing.how());
        session.resolvedTo(Resolved.of(asked, arn, missing.how(), images));
        session.save();
        return null;
    }

    /** A registration was cut off: it has happened, is still on its way, or has not. */
    @Nullable
    ComponentReport find(Registering intent) {
        return switch (search(intent.family(), intent.hash(), intent.newestBefore())) {
            case Search.Match match -> adopt(match, intent.how());
            case Search.Unfinished unfinished -> lookOn(intent.family());
            case Search.None none -> {
                if (session.clock().instant().isBefore(intent.at().plus(EcsPlanner.GRACE))) {
                    yield session.report(new Standing.Moving(
                            Standing.Stage.APPLY,
                            "waiting whether the revision comes of itself",
                            EcsPlanner.LOOK_AGAIN));
                }
                session.remember(session.state().withRegistering(null));
                yield null;
            }
        };
    }

    private Search search(String family, String hash, @Nullable String until) {
        return catalogue.find(
                session.api(),
                session.request().spec().aws(),
                family,
                facts -> facts.hash().equals(hash),
                Set.of(),
                until);
    }

    private @Nullable ComponentReport adopt(Search.Match match, String how) {
        String asked = EcsState.asked(session.request().want());
        session.record("found " + TaskDefinition.label(match.arn()) + " registered, " + how);
        session.resolvedTo(Resolved.of(asked, match.arn(), how, match.facts().images()));
        return null;
    }

    private ComponentReport lookOn(String family) {
        return session.report(new Standing.Moving(
                Standing.Stage.APPLY, "looking through the newest revisions of " + family, NEXT_SLICE));
    }
}
