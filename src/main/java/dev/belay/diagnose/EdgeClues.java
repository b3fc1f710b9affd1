package dev.belay.diagnose;

import dev.belay.model.FailureException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What users get at a public address. */
public interface EdgeClues {
    /**
     * One GET, as a browser would make it that has nothing cached. No redirect is followed.
     *
     * @throws FailureException when there is no answer
     */
    Served get(URI address);

    /**
     * What came back.
     *
     * @param sha256 of the body, in hex; null: too long to be read
     * @param size of the body in bytes
     * @param age how long a cache has had it; null: not said
     * @param cache what the cache says of itself ({@code X-Cache}); null: nothing
     */
    record Served(
            int status,
            long size,
            @Nullable String sha256,
            @Nullable String cacheControl,
            @Nullable Duration age,
            @Nullable String cache) {
        /** It came out of a cache. */
        boolean cached() {
            return (age != null && age.isPositive()) || (cache != null && cache.startsWith("Hit"));
        }
    }
}
