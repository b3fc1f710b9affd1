package dev.belay.store;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Where Belay keeps what it writes itself: targets' roots ({@code state/NAME}), statuses ({@code status/NAME}), finished
 * rollouts ({@code rollouts/NAME/ID}) and inventories ({@code inventories/…}). Each is JSON text,
 * written whole by compare-and-swap; a store compresses and splits it as its own limits ask.
 */
public interface DocumentStore {
    /**
     * A stored document.
     *
     * @param version opaque, for the next write
     */
    record Document(String content, String version) {}

    /**
     * Reads a document of any size that was written.
     *
     * @param path segments of letters, digits, {@code .-_}, separated by {@code /}
     * @return null when there is none
     * @throws dev.belay.model.FailureException when it can't be read
     */
    @Nullable
    Document read(String path);

    /**
     * Writes a document whole if it still has the expected version. A reply that was lost though the write was stored is
     * recognised and counts as success. Size is not limited by the store's items.
     *
     * @param expected null: there must be none
     * @return the new version
     * @throws dev.belay.model.FailureException with {@link dev.belay.model.Failure.Conflict} when it moved
     */
    String write(String path, String content, @Nullable String expected);

    /** Deletes a document; one that is gone already counts as success. */
    void delete(String path);

    /**
     * Paths of all documents below a folder, sorted.
     *
     * @param folder without a trailing slash
     */
    List<String> list(String folder);

    /**
     * The versions of all documents below a folder, by path, so that a reader can tell which of them are others than it knows.
     *
     * @param folder without a trailing slash
     */
    SortedMap<String, String> versions(String folder);
}
