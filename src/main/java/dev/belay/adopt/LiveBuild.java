package dev.belay.adopt;

import dev.belay.site.SiteApi.Listed;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which build is live. Pure: told by comparing what is live with the builds, byte for byte as far as ETag and size tell it. ETags
 * differ under SSE-KMS and for multipart copies; then no build is said to be live rather than a wrong one.
 */
final class LiveBuild {
    private LiveBuild() {}

    /**
     * The version all of whose objects are live; of several the one with the most objects, then the newest.
     *
     * @param builds objects below what stands before {@code {version}} in the build's address, keys relative to that
     * @param after what follows {@code {version}}
     * @return null: none is
     */
    static @Nullable String version(List<Listed> live, List<Listed> builds, String after) {
        return matching(
                        live,
                        builds,
                        after,
                        (copy, object) -> alike(copy, object) && copy.etag().equals(object.etag()))
                .findFirst()
                .orElse(null);
    }

    /** The versions that could be live as far as names and sizes tell it, in the same order; which one is for people to say. */
    static List<String> candidates(List<Listed> live, List<Listed> builds, String after) {
        return matching(live, builds, after, LiveBuild::alike).toList();
    }

    private static boolean alike(Listed copy, Listed object) {
        return copy.size() == object.size();
    }

    private static Stream<String> matching(
            List<Listed> live, List<Listed> builds, String after, BiPredicate<Listed, Listed> same) {
        Map<String, Listed> there = new HashMap<>();
        live.forEach(object -> there.put(object.key(), object));
        var found = new TreeMap<String, Build>();
        for (Listed object : builds) {
            int end = object.key().indexOf(after);
            if (end > 0 && end + after.length() < object.key().length()) {
                String version = object.key().substring(0, end);
                Listed copy = there.get(object.key().substring(end + after.length()));
                boolean isLive = copy != null && same.test(copy, object);
                found.merge(version, new Build(1, isLive, object.lastModified()), Build::and);
            }
        }
        return found.entrySet().stream()
                .filter(build -> build.getValue().live())
                .sorted(Comparator.comparingInt((Map.Entry<String, Build> build) ->
                                build.getValue().objects())
                        .thenComparing(build -> build.getValue().newest())
                        .reversed())
                .map(Map.Entry::getKey);
    }

    /** A build as far as it was looked through. */
    private record Build(int objects, boolean live, Instant newest) {
        Build and(Build other) {
            return new Build(
                    objects + other.objects, live && other.live, newest.isAfter(other.newest) ? newest : other.newest);
        }
    }
}
