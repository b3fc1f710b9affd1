package dev.belay.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What variables a container had in the revision that was good and has not in the pinned one, and the other way round.
 * Names only; a variable that became a secret or stopped to be one is the same variable.
 */
record EnvironmentDifference(String container, SortedSet<String> gone, SortedSet<String> added) {
    private static final List<String> LACKING = List.of(
            "not set",
            "unset",
            "missing",
            "undefined",
            "not defined",
            "required",
            "must be",
            "keyerror",
            "no value",
            "not found",
            "environment variable",
            "env var");

    /** Of each container that both revisions have and whose variables differ. */
    static List<EnvironmentDifference> between(@Nullable Revision good, @Nullable Revision pinned) {
        var differences = new ArrayList<EnvironmentDifference>();
        if (good == null || pinned == null) {
            return differences;
        }
        for (Revision.Container container : pinned.containers()) {
            Revision.Container before = good.container(container.name());
            if (before != null) {
                var gone = new TreeSet<>(before.names());
                gone.removeAll(container.names());
                var added = new TreeSet<>(container.names());
                added.removeAll(before.names());
                if (!gone.isEmpty() || !added.isEmpty()) {
                    differences.add(new EnvironmentDifference(container.name(), gone, added));
                }
            }
        }
        return differences;
    }

    /** Those that are gone and that a line of the log misses. */
    List<String> missed(List<String> log) {
        return gone.stream()
                .filter(name -> log.stream().anyMatch(line -> misses(line, name)))
                .toList();
    }

    /** A name of one word may be there by chance, as {@code DEBUG} is: then the line has to say that something lacks. */
    private static boolean misses(String line, String name) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)")
                        .matcher(line)
                        .find()
                && (name.contains("_") || AwsWords.any(line.toLowerCase(Locale.ROOT), LACKING));
    }

    /** In words: names only. */
    List<String> lines(String good, String pinned) {
        var lines = new ArrayList<String>();
        if (!gone.isEmpty()) {
            lines.add("container " + container + ": " + good + " has " + String.join(", ", gone) + ", " + pinned
                    + " has not");
        }
        if (!added.isEmpty()) {
            lines.add("container " + container + ": new in " + pinned + ": " + String.join(", ", added));
        }
        return lines;
    }
}
