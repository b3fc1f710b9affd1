package dev.belay.diagnose;

import dev.belay.diagnose.EdgeClues.Served;
import dev.belay.diagnose.SiteClues.Entry;
import dev.belay.diagnose.SiteClues.InvalidationSeen;
import dev.belay.diagnose.SiteClues.Origins;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that was seen of a site. What could not be read is null or missing.
 *
 * @param at when it was seen
 * @param key of the entry that was looked at, without the place's prefix
 * @param live null: see {@code liveSeen}
 * @param liveSeen whether the live place was read, so that a null says that there is no entry
 * @param built the entry of the build that should be live; null: see {@code builtSeen}
 */
record SiteEvidence(
        Subject.Part.Website part,
        Instant at,
        String key,
        List<Origins> origins,
        List<InvalidationSeen> invalidations,
        @Nullable Entry live,
        boolean liveSeen,
        @Nullable Entry built,
        boolean builtSeen,
        @Nullable Served edge)
        implements Evidence {
    @Override
    public String component() {
        return part.component();
    }

    /** Users get other bytes than the bucket has. */
    boolean stale() {
        return edge != null && edge.status() == 200 && live != null && live.differs(edge.size(), edge.sha256());
    }
}
