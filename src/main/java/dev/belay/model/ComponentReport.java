package dev.belay.model;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a component's controller saw and did in a pass.
 *
 * @param inForce what it is held to, resolved: {@code shop-api:123} or a build's version; null: not resolved yet
 * @param running what runs, as far as it can be told; null: unknown
 * @param difference in words what is not as it should be; null: nothing
 * @param foreign live files that no build of ours explains; null: not a site, or not listed yet
 * @param seenAt when what runs was read; null: never
 * @param evidence AWS ids of what was done in this rollout, by word (deployment, revision, invalidation)
 */
public record ComponentReport(
        Standing standing,
        @Nullable String inForce,
        @Nullable String running,
        @Nullable String difference,
        @Nullable Integer foreign,
        @Nullable Instant seenAt,
        SortedMap<String, String> evidence) {
    /** The word under which {@link #evidence} tells who may have changed a component that differs. */
    public static final String CHANGED_BY = "changedBy";

    /** The word under which {@link #evidence} tells what a component that differs is being moved to, by others and not there yet. */
    public static final String MOVES_TO = "movesTo";

    public ComponentReport {
        evidence = Ordered.sorted(evidence);
    }

    /** The same with another standing. */
    public ComponentReport standing(Standing other) {
        return new ComponentReport(other, inForce, running, difference, foreign, seenAt, evidence);
    }

    /** The same with one more word of evidence. */
    public ComponentReport with(String word, String id) {
        var more = new TreeMap<>(evidence);
        more.put(word, id);
        return new ComponentReport(standing, inForce, running, difference, foreign, seenAt, more);
    }
}
