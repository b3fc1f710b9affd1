package dev.belay.rollout;

import dev.belay.model.Ordered;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.site.SiteState;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the components of a target ran together, and the evidence for it.
 *
 * @param version what people call it; for versions that differ by component all of them, by component
 * @param parts by component; what a pin left alone and nobody could tell is missing
 * @param rollout that put it in force; null: it ran before Belay's first one
 * @param succeeded whether that rollout did
 * @param barrier whether nothing goes back past it by itself
 * @param since when it was wholly live, or, where it never was, when its rollout began; null: it ran before Belay looked
 * @param until null: it is what ran last
 * @param end how it ended, in words; null: it did not
 * @param provedAt when every check had passed and the soak was over; null: that was not seen
 */
record Combination(
        String version,
        SortedMap<String, Part> parts,
        @Nullable String rollout,
        boolean succeeded,
        boolean barrier,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String end,
        @Nullable Instant provedAt) {
    /**
     * What one component ran.
     *
     * @param ask what the pin asked of it
     * @param name what that was resolved to, as people write it: {@code shop-api:123}, or a build's version
     * @param exact the same without any doubt: a revision's ARN, or a build's version
     * @param build of a site, what its version was resolved to; null: a service, or not known
     * @param digests of a service, container to image digest as it was resolved
     */
    record Part(
            String ask,
            String name,
            String exact,
            SiteState.@Nullable Resolved build,
            SortedMap<String, String> digests) {
        Part {
            digests = Ordered.sorted(digests);
        }

        boolean is(String text) {
            return text.equals(ask) || text.equals(name) || text.equals(exact);
        }
    }

    Combination {
        parts = Ordered.sorted(parts);
    }

    /** Whether both are the same code, whenever and however it was asked for. */
    boolean runsTheSameAs(Combination other) {
        return parts.size() == other.parts.size()
                && isNamed(component -> {
                    Part theirs = other.parts.get(component);
                    return theirs == null ? null : theirs.name();
                });
    }

    /** Whether these names say what its components ran. */
    boolean isNamed(Map<String, String> names) {
        return parts.size() == names.size() && isNamed(names::get);
    }

    /** Asked in each pass, of each combination or each pair of them: it makes no map. */
    private boolean isNamed(Function<String, @Nullable String> names) {
        for (var part : parts.entrySet()) {
            if (!part.getValue().name().equals(names.apply(part.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Component to what it ran, as people write it. */
    SortedMap<String, String> names() {
        var names = new TreeMap<String, String>();
        parts.forEach((component, part) -> names.put(component, part.name()));
        return names;
    }

    /** Whether a pin asks for just this, apart from what it leaves alone. */
    boolean isAskedBy(Pin pin, Iterable<String> components) {
        boolean some = false;
        for (String component : components) {
            PinnedComponent want = pin.of(component);
            if (want instanceof PinnedComponent.Leave) {
                continue;
            }
            Part part = parts.get(component);
            if (part == null || !part.is(want.toString())) {
                return false;
            }
            some = true;
        }
        return some;
    }

    /** What was asked of the components, in one word where it is one. */
    static String version(SortedMap<String, Part> parts) {
        var asks = new LinkedHashSet<String>();
        parts.values().forEach(part -> asks.add(part.ask()));
        return asks.size() == 1
                ? asks.getFirst()
                : parts.entrySet().stream()
                        .map(part -> part.getKey() + " " + part.getValue().ask())
                        .collect(Collectors.joining(", "));
    }

    Combination ended(Instant at, String how) {
        return new Combination(version, parts, rollout, succeeded, barrier, since, at, how, provedAt);
    }

    Combination proved(@Nullable Instant at) {
        return new Combination(version, parts, rollout, succeeded, barrier, since, until, end, at);
    }

    Combination behind(boolean isBarrier) {
        return new Combination(version, parts, rollout, succeeded, isBarrier, since, until, end, provedAt);
    }

    /** The same under the name, and with the words, that it was known by. */
    Combination calledLike(Combination known) {
        return new Combination(known.version, known.parts, rollout, succeeded, barrier, since, until, end, provedAt);
    }
}
