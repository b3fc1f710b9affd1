package dev.belay.publish;

import dev.belay.model.Reference;
import dev.belay.store.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What differs between two records, in words, field by field. */
final class Differences {
    /** Longer values are cut: a person looks at these. */
    private static final int LONGEST = 120;

    /** What lets one in may stand here itself, though it had better be a reference: others read these words. */
    private static final Pattern KEYS = Pattern.compile(
            "spec\\.(announce\\[\\d+]\\.(slack|webhook|key)|followUp\\.github\\.token"
                    + "|verify\\[\\d+]\\.(http|flow\\[\\d+])\\.headers\\..*|verify\\[\\d+]\\.flow\\[\\d+]\\.json\\..*)");

    private static final Pattern REFERENCE = Pattern.compile(Reference.PATTERN);

    private Differences() {}

    /**
     * From what is there to what is to be.
     *
     * @param before null: it can't be read
     */
    static List<String> between(Node.@Nullable Mapping before, Node.@Nullable Mapping after) {
        if (before == null || after == null) {
            return List.of("what is in the store is not a valid record");
        }
        var old = new LinkedHashMap<String, String>();
        var now = new LinkedHashMap<String, String>();
        flatten("", before, old);
        flatten("", after, now);
        var paths = new LinkedHashSet<>(now.sequencedKeySet());
        paths.addAll(old.sequencedKeySet());
        var words = new ArrayList<String>();
        for (String path : paths) {
            String was = old.get(path);
            String is = now.get(path);
            if (was == null) {
                words.add(path + ": new, " + shown(path, String.valueOf(is)));
            } else if (is == null) {
                words.add(path + ": gone, was " + shown(path, was));
            } else if (!was.equals(is)) {
                words.add(path + ": " + shown(path, was) + " → " + shown(path, is));
            }
        }
        return words;
    }

    private static void flatten(String path, Node node, SequencedMap<String, String> leaves) {
        switch (node) {
            case Node.Mapping(var at, var entries) -> {
                for (var entry : entries) {
                    flatten(path.isEmpty() ? entry.key() : path + "." + entry.key(), entry.value(), leaves);
                }
            }
            case Node.Sequence(var at, var items) -> {
                for (int i = 0; i < items.size(); i++) {
                    flatten(path + "[" + i + "]", items.get(i), leaves);
                }
            }
            case Node.Scalar(var at, String text, boolean quoted) -> leaves.put(path, text);
            case Node.Null nothing -> leaves.put(path, "null");
        }
    }

    private static String shown(String path, String value) {
        if (KEYS.matcher(path).matches() && !REFERENCE.matcher(value).matches()) {
            return "(not shown)";
        }
        String line = value.replaceAll("\\s+", " ");
        return line.isEmpty() ? "\"\"" : line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
