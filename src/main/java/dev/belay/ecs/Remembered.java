package dev.belay.ecs;

import dev.belay.model.Ordered;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a target's history says of a service's revisions, for resolving a version. Revisions by their ARNs.
 *
 * @param failed those that failed by their own doing and did not succeed since
 * @param knownGood by what a pin asked, {@link dev.belay.model.PinnedComponent.Version#toString}: the revision that it
 *     became known good with, the last one where it did so more than once
 * @param lastGood that of the newest known-good combination; null: nothing is known good yet
 */
public record Remembered(
        SortedSet<String> failed,
        SortedMap<String, String> knownGood,
        @Nullable String lastGood) {
    /** Of a service that has no history. */
    public static final Remembered NOTHING = new Remembered(new TreeSet<>(), new TreeMap<>(), null);

    public Remembered {
        failed = Ordered.sorted(failed);
        knownGood = Ordered.sorted(knownGood);
    }
}
