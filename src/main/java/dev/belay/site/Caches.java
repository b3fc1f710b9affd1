package dev.belay.site;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes distributions let go of what they cached: intended, begun and followed to the end, each once. */
final class Caches {
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofSeconds(15);
    private static final int PATIENCE = 4;
    private static final int REFERENCE_LENGTH = 32;

    private final Work work;

    Caches(Work work) {
        this.work = work;
    }

    /** Remembers since when the build is live, and what will be invalidated. */
    void intend(SiteStep.GoLive step) {
        var now = work.clock().instant();
        var all = new ArrayList<>(work.session().state().invalidations());
        List<String> paths = work.session().site.invalidate();
        for (String distribution : step.distributions()) {
            all.add(new SiteState.Invalidation(distribution, reference(distribution, paths), paths, now, null, false));
        }
        SiteState live = work.session().state().live(now, all);
        // Without a distribution there is nothing to wait for.
        work.save(work.session().site.distributions().isEmpty() ? live.clean() : live);
    }

    /** The same for the same round of the same rollout: CloudFront then answers with the invalidation that exists. */
    private String reference(String distribution, List<String> paths) {
        String all = String.join("\n", paths);
        return "belay-"
                + Headers.digest(work.subject().key() + "\n" + work.rollout() + "\n"
                                + work.session().state().round() + "\n" + distribution + "\n" + all)
                        .substring(0, REFERENCE_LENGTH);
    }

    /** Null: all have begun. */
    @Nullable
    Standing begin(SiteStep.Invalidate step) {
        for (var intended : step.intended()) {
            SiteApi.InvalidationStatus status;
            try {
                status = create(intended);
            } catch (FailureException e) {
                if (e.failure() instanceof Failure.NotFound) {
                    return Refusals.distributionMissing(
                            intended.distribution(), e.failure().message());
                }
                throw e;
            }
            work.record("invalidation " + status.id() + " of " + intended.distribution() + " started");
            work.save(work.session().state().with(intended.at(status)));
        }
        return null;
    }

    private SiteApi.InvalidationStatus create(SiteState.Invalidation intended) {
        return work.api()
                .createInvalidation(
                        work.session().site.aws(),
                        intended.distribution(),
                        intended.callerReference(),
                        intended.paths());
    }

    /** Null: all have completed. */
    @Nullable
    Standing follow(SiteStep.FollowInvalidations step) {
        SiteState state = work.session().state();
        var open = new ArrayList<SiteState.Invalidation>();
        for (var begun : step.begun()) {
            var status = work.api()
                    .invalidation(work.session().site.aws(), begun.distribution(), String.valueOf(begun.id()));
            if (status == null) {
                work.record("invalidation " + begun.id() + " of " + begun.distribution() + " is gone, once more");
                work.save(state.touched(false));
                return null;
            }
            if (status.completed()) {
                work.record("invalidation " + begun.id() + " of " + begun.distribution() + " completed");
                state = state.with(begun.at(status));
            } else {
                open.add(begun);
            }
        }
        if (open.isEmpty()) {
            work.save(state.clean());
            return null;
        }
        work.save(state);
        return waiting(open);
    }

    /** Looked at often at first and less so the longer it takes: CloudFront's rate limits are low. */
    private Standing waiting(List<SiteState.Invalidation> open) {
        var first = open.getFirst();
        Duration age = Duration.between(first.intendedAt(), work.clock().instant());
        Duration wait = age.dividedBy(PATIENCE);
        String progress = "invalidation " + first.id() + " of " + first.distribution() + " in progress";
        return new Standing.Moving(
                Standing.Stage.INVALIDATE,
                progress,
                wait.compareTo(SOONEST) < 0 ? SOONEST : wait.compareTo(LATEST) > 0 ? LATEST : wait);
    }
}
