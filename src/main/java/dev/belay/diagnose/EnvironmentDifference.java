package dev.belay.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What variables a container had in the revision that was good and has not in the pinned one, and the other way round.
 * Names only; a variable that became a secret or stopped to be one is the same variable.
 */
record EnvironmentDifference(String container, SortedSet<String> gone, SortedSet<String> added) {
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

    /** Those that are gone and that a line of the log names. */
    List<String> missed(List<String> log) {
        return gone.stream()
                .filter(name -> {
                    var word = Pattern.compile("(?<![\\w])" + Pattern.quote(name) + "(?![\\w])");
                    return log.stream().anyMatch(line -> word.matcher(line).find());
                })
                .toList();
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
