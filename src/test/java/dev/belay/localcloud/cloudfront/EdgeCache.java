package dev.belay.localcloud.cloudfront;

import dev.belay.localcloud.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one edge has kept, by path. It lives by the list of completed invalidations, which only grows: before anything
 * is read or kept, those that it has not seen yet are applied. Thread-safe.
 */
final class EdgeCache {
    private static final Duration USUAL = Duration.ofHours(24);
    private static final Pattern SHARED_AGE = Pattern.compile("s-maxage=(\\d+)");
    private static final Pattern AGE = Pattern.compile("max-age=(\\d+)");

    private final Map<String, Kept> kept = new HashMap<>();
    private int applied;

    /** An answer, when it was fetched, and when it stops being fresh. */
    record Kept(Response answer, Instant fetched, Instant stale) {}

    synchronized Optional<Kept> find(String path, Instant now, List<Invalidation> completed) {
        apply(completed);
        return Optional.ofNullable(kept.get(path)).filter(k -> k.stale().isAfter(now));
    }

    /**
     * Keeps a successful answer. An invalidation that completed while the origin was being asked wins over it: the
     * answer may be from before.
     *
     * @param before the invalidations that were completed when the origin was asked
     */
    synchronized void keep(
            String path, Response answer, Instant now, List<Invalidation> before, List<Invalidation> completed) {
        apply(completed);
        boolean overtaken =
                completed.subList(before.size(), completed.size()).stream().anyMatch(i -> i.covers(path));
        if (answer.status() == 200 && !overtaken) {
            kept.put(
                    path,
                    new Kept(
                            answer,
                            now,
                            now.plus(lifetime(
                                    answer.header("Cache-Control").orElse("").toLowerCase(Locale.ROOT)))));
        }
    }

    synchronized Set<String> paths() {
        return Set.copyOf(kept.keySet());
    }

    synchronized void clear() {
        kept.clear();
    }

    private void apply(List<Invalidation> completed) {
        // A caller may come late with a list that another one has already gone beyond.
        for (; applied < completed.size(); applied++) {
            Invalidation next = completed.get(applied);
            kept.keySet().removeIf(next::covers);
        }
    }

    private static Duration lifetime(String cacheControl) {
        if (cacheControl.contains("no-store")
                || cacheControl.contains("no-cache")
                || cacheControl.contains("private")) {
            return Duration.ZERO;
        }
        Matcher shared = SHARED_AGE.matcher(cacheControl);
        Matcher own = AGE.matcher(cacheControl);
        if (shared.find()) {
            return Duration.ofSeconds(Long.parseLong(shared.group(1)));
        }
        return own.find() ? Duration.ofSeconds(Long.parseLong(own.group(1))) : USUAL;
    }
}
