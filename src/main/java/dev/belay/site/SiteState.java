package dev.belay.site;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be remembered of a site between passes; a part of its target's root.
 *
 * @param resolved what the pinned version was resolved to; null: nothing yet
 * @param dirty whether live objects were changed, or were about to be, that no completed invalidation covers
 * @param round counts the times that a clean site became dirty, so that each time has invalidations of its own
 * @param invalidations what was intended, begun or completed in this round
 * @param liveSince when the resolved build was first seen wholly live; null: not yet
 * @param pruned whether what was due after the resolved build went live has been pruned
 * @param recent what it was resolved to before, the latest first
 */
public record SiteState(
        @Nullable Resolved resolved,
        boolean dirty,
        int round,
        List<Invalidation> invalidations,
        @Nullable Instant liveSince,
        boolean pruned,
        List<Resolved> recent) {
    /** How many earlier builds can still explain a file on the live site, beside what the ledger knows. */
    private static final int REMEMBERED = 8;

    /** A site that Belay has not touched. */
    public static final SiteState NONE = new SiteState(null, false, 0, List.of(), null, false, List.of());

    /**
     * A version and the inventory that it was resolved to, for ever.
     *
     * @param source where the build lies, as {@code s3://…}
     * @param inventory the inventory's document
     * @param objects how many objects it has
     */
    public record Resolved(String version, String source, String inventory, int objects) {}

    /**
     * One invalidation of one distribution. It is recorded before it is begun, so that it is found again after a crash.
     *
     * @param id null: intended, perhaps begun
     */
    public record Invalidation(
            String distribution,
            String callerReference,
            List<String> paths,
            Instant intendedAt,
            @Nullable String id,
            boolean completed) {
        public Invalidation {
            paths = List.copyOf(paths);
        }

        Invalidation at(SiteApi.InvalidationStatus status) {
            return new Invalidation(distribution, callerReference, paths, intendedAt, status.id(), status.completed());
        }
    }

    public SiteState {
        invalidations = List.copyOf(invalidations);
        recent = List.copyOf(recent);
    }

    /** For a new rollout. What is still owed to the live site (an invalidation) stays owed. */
    public SiteState beginRollout() {
        return new SiteState(resolved, dirty, round, invalidations, liveSince, false, recent);
    }

    /** The version in force, resolved. */
    SiteState resolvedTo(Resolved next) {
        if (next.equals(resolved)) {
            return this;
        }
        var before = new ArrayList<Resolved>();
        if (resolved != null) {
            before.add(resolved);
        }
        recent.stream()
                .filter(earlier -> !earlier.equals(resolved) && !earlier.equals(next))
                .forEach(before::add);
        return new SiteState(
                next, dirty, round, invalidations, null, false, before.subList(0, Math.min(before.size(), REMEMBERED)));
    }

    /** Before live objects change. Invalidations that were begun earlier do not cover what comes now. */
    SiteState touched(boolean entries) {
        boolean fresh = !dirty || !invalidations.isEmpty();
        return new SiteState(
                resolved, true, fresh ? round + 1 : round, List.of(), entries ? null : liveSince, pruned, recent);
    }

    SiteState live(Instant since, List<Invalidation> intended) {
        return new SiteState(resolved, dirty, round, intended, liveSince == null ? since : liveSince, pruned, recent);
    }

    SiteState with(Invalidation changed) {
        var next = invalidations.stream()
                .map(one -> one.distribution().equals(changed.distribution()) ? changed : one)
                .toList();
        return new SiteState(resolved, dirty, round, next, liveSince, pruned, recent);
    }

    SiteState clean() {
        return new SiteState(resolved, false, round, invalidations, liveSince, pruned, recent);
    }

    SiteState withPruned() {
        return new SiteState(resolved, dirty, round, invalidations, liveSince, true, recent);
    }

    /** The invalidation of this round for a distribution; null: not intended yet. */
    @Nullable
    Invalidation invalidation(String distribution) {
        return invalidations.stream()
                .filter(one -> one.distribution().equals(distribution))
                .findFirst()
                .orElse(null);
    }
}
