package dev.belay.ecs;

import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Ordered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which images a revision's tags stand for just now. What can't be told is left out and said: no registry holds a rollout
 * up, and one that does not answer is asked once.
 *
 * @param known container to {@code sha256:…}
 * @param unknown in words, what is not known of whom
 */
record Digests(SortedMap<String, String> known, List<String> unknown) {
    private static final int SHOWN = "sha256:".length() + 12;

    Digests {
        known = Ordered.sorted(known);
        unknown = List.copyOf(unknown);
    }

    /** Asks for the images of a revision, container to image. */
    static Digests of(ImageRegistry registry, AwsScope scope, SortedMap<String, String> images) {
        var known = new TreeMap<String, String>();
        var unknown = new ArrayList<String>();
        Set<String> silent = new HashSet<>();
        images.forEach((container, text) -> {
            ImageReference image = ImageReference.parse(text);
            if (image.digest() != null) {
                known.put(container, image.digest());
            } else if (image.repository() == null || image.tag() == null) {
                unknown.add(container + " (" + text + " is not in ECR)");
            } else if (silent.contains(image.repository().region())) {
                unknown.add(container);
            } else {
                ask(registry, scope, container, image.repository(), image.tag(), known, unknown, silent);
            }
        });
        return new Digests(known, unknown);
    }

    private static void ask(
            ImageRegistry registry,
            AwsScope scope,
            String container,
            ImageRegistry.Repository repository,
            String tag,
            TreeMap<String, String> known,
            List<String> unknown,
            Set<String> silent) {
        try {
            String digest = registry.digest(scope, repository, tag);
            if (digest == null) {
                unknown.add(container + " (" + repository + ":" + tag + " is not there)");
            } else {
                known.put(container, digest);
            }
        } catch (FailureException e) {
            unknown.add(container + " (" + e.failure().message() + ")");
            if (e.failure() instanceof Failure.Unavailable) {
                silent.add(repository.region());
            }
        }
    }

    /** {@code sha256:} and as much of it as tells images apart. */
    static String brief(String digest) {
        return digest.substring(0, Math.min(digest.length(), SHOWN));
    }

    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        known.forEach((container, digest) -> parts.add(container + " " + brief(digest)));
        unknown.forEach(what -> parts.add("unknown of " + what));
        return String.join(", ", parts);
    }
}
