package dev.belay.localcloud.cloudfront;

import java.time.Instant;
import java.util.List;

/**
 * One invalidation as it was asked for.
 *
 * @param paths exact paths, or paths that end in {@code *}
 */
public record Invalidation(String id, Instant created, String callerReference, List<String> paths) {
    public Invalidation {
        paths = List.copyOf(paths);
    }

    /** Whether this invalidation removes the object that the edge cached under that path. */
    public boolean covers(String path) {
        return paths.stream()
                .anyMatch(p -> wildcard(p) ? path.startsWith(p.substring(0, p.length() - 1)) : p.equals(path));
    }

    static boolean wildcard(String path) {
        return path.endsWith("*");
    }

    long files() {
        return paths.size() - wildcards();
    }

    long wildcards() {
        return paths.stream().filter(Invalidation::wildcard).count();
    }
}
