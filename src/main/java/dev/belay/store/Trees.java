package dev.belay.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds its way in a tree that was read before, to say where a problem lies that only other records show. */
final class Trees {
    private Trees() {}

    /** What stands at a path; null: nothing. */
    static @Nullable Node find(@Nullable Node tree, String... path) {
        Node node = tree;
        for (String key : path) {
            node = child(node, key);
        }
        return node;
    }

    /** A problem of the field at a path, or of the nearest thing above that is there. */
    static Problem problem(
            String place,
            @Nullable Node tree,
            List<String> path,
            String found,
            String expected,
            @Nullable String suggestion) {
        Node node = tree;
        Node.Position at = tree == null ? null : tree.at();
        String shown = "";
        for (String key : path) {
            shown = Part.below(shown, key);
            node = child(node, key);
            at = node == null ? at : node.at();
        }
        return new Problem(place, at, shown, found, expected, suggestion);
    }

    private static @Nullable Node child(@Nullable Node node, String key) {
        if (!(node instanceof Node.Mapping mapping)) {
            return null;
        }
        return mapping.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(Node.Entry::value)
                .findFirst()
                .orElse(null);
    }
}
