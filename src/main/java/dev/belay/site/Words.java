package dev.belay.site;

import dev.belay.model.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said of sites: counts, and the first few keys. */
final class Words {
    private static final int SHOWN = 3;

    private Words() {}

    /** {@code 3 objects altered (a.js, b.js, c.js), 1 missing (d.css), 2 foreign (x, y)}. */
    static String of(SiteDiff diff) {
        var parts = new ArrayList<String>();
        for (var kind : SiteDiff.Kind.values()) {
            var keys = diff.changes().stream()
                    .filter(change -> change.kind() == kind)
                    .map(change -> change.item().key())
                    .toList();
            add(parts, keys, kind.word());
        }
        add(parts, keys(diff.foreign()), "foreign");
        return String.join(", ", parts);
    }

    /** The same, and null when no object of the build is amiss. */
    static @Nullable String difference(SiteDiff diff) {
        return diff.changes().isEmpty() ? null : of(diff);
    }

    /** {@code 1h30m}. */
    static String span(Duration span) {
        return span.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    static String beyondLimit(Site site, SiteDiff diff) {
        return "%s of %s live are not of any build of ours (%s), more than pruneLimit %d%% lets go; nothing was deleted. Raise pruneLimit, name them in keep, or set foreign to keep"
                .formatted(
                        count(diff.foreign().size(), "file"),
                        diff.live(),
                        some(keys(diff.foreign())),
                        site.pruneLimit());
    }

    /** {@code 1 asset}, {@code 12 assets}, {@code 12 entries}. */
    static String count(int n, String noun) {
        if (n == 1) {
            return "1 " + noun;
        }
        return n + " " + (noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s");
    }

    /** The first few, and that there are more. */
    static String some(List<String> keys) {
        String shown = String.join(", ", keys.subList(0, Math.min(SHOWN, keys.size())));
        return keys.size() > SHOWN ? shown + ", …" : shown;
    }

    static List<String> keys(List<SiteApi.Listed> listed) {
        return listed.stream().map(SiteApi.Listed::key).toList();
    }

    private static void add(List<String> parts, List<String> keys, String word) {
        if (!keys.isEmpty()) {
            String counted = parts.isEmpty() ? count(keys.size(), "object") : String.valueOf(keys.size());
            parts.add(counted + " " + word + " (" + some(keys) + ")");
        }
    }
}
