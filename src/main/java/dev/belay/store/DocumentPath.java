package dev.belay.store;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A document's path, checked.
 *
 * @param folder the first segment: {@code state}, {@code status}, {@code rollouts}, {@code inventories}
 * @param rest what follows it
 */
public record DocumentPath(String folder, String rest) {
    private static final Pattern SEGMENTS = Pattern.compile("(?!\\.)[A-Za-z0-9._-]+(/(?!\\.)[A-Za-z0-9._-]+)*");

    /** Documents lie beside people's records, which they must never overwrite. */
    private static final Set<String> TAKEN =
            Set.of("targets", "pins", "holds", "Target", "Pin", "Hold", "parts", "lock");

    public DocumentPath {
        if (!SEGMENTS.matcher(folder + "/" + rest).matches() || folder.contains("/") || TAKEN.contains(folder)) {
            throw new IllegalArgumentException("no path of a document: " + folder + "/" + rest);
        }
    }

    /**
     * Checks a path.
     *
     * @throws IllegalArgumentException when it has not two segments or more, or one with other characters, or a hidden one
     */
    public static DocumentPath of(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a document lies in a folder: " + path);
        }
        return new DocumentPath(path.substring(0, slash), path.substring(slash + 1));
    }

    @Override
    public String toString() {
        return folder + "/" + rest;
    }
}
