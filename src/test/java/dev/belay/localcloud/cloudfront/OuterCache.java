package dev.belay.localcloud.cloudfront;

import dev.belay.localcloud.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Somebody else's cache between users and the edge: a company's proxy, a second CDN. It does as Cache-Control says and
 * never hears of an invalidation. Stands only when it is told to.
 */
final class OuterCache {
    private final EdgeCache cache = new EdgeCache();
    private final Function<String, Response> edge;
    private final InstantSource clock;
    private volatile boolean stands;

    OuterCache(Function<String, Response> edge, InstantSource clock) {
        this.edge = edge;
        this.clock = clock;
    }

    /** Users have been here before: it has these pages, and the first one. */
    void stand(boolean here, Set<String> seen) {
        stands = here;
        cache.clear();
        if (here) {
            TreeSet<String> paths = new TreeSet<>(seen);
            paths.add("/");
            paths.add("/index.html");
            paths.forEach(this::answer);
        }
    }

    Response answer(String path) {
        if (!stands) {
            return edge.apply(path);
        }
        Optional<EdgeCache.Kept> kept = cache.find(path, clock.instant(), List.of());
        if (kept.isPresent()) {
            Response answer = kept.get().answer();
            long before = answer.header("Age").map(Long::parseLong).orElse(0L);
            long age = before
                    + Duration.between(kept.get().fetched(), clock.instant()).toSeconds();
            return answer.with("Age", Long.toString(age)).with("Via", "1.1 cache.example");
        }
        Response fetched = edge.apply(path);
        cache.keep(path, fetched, clock.instant(), List.of(), List.of());
        return fetched;
    }
}
