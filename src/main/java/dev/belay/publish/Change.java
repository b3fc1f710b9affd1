package dev.belay.publish;

import dev.belay.store.Node;
import java.util.List;

/** What becomes of one record. */
public sealed interface Change {
    RecordKey key();

    /** Of the file, or where there is none, of what is in the store; for people. */
    String place();

    /** It is not there and will be. */
    record Create(RecordKey key, String place, Node.Mapping tree, String hash) implements Change {}

    /**
     * It is there and says something else.
     *
     * @param differences in words, field by field
     * @param revision that was read
     */
    record Update(
            RecordKey key, String place, List<String> differences, Node.Mapping tree, String hash, String revision)
            implements Change {
        public Update {
            differences = List.copyOf(differences);
        }
    }

    /**
     * It says what the directory says.
     *
     * @param hash of what is in the store
     */
    record Unchanged(RecordKey key, String place, String hash, String revision) implements Change {}

    /**
     * It is not as the directory says, and stays: somebody changed it in the store.
     *
     * @param why in words
     */
    record Kept(RecordKey key, String place, String why, List<String> differences) implements Change {
        public Kept {
            differences = List.copyOf(differences);
        }
    }

    /** An earlier publish wrote it, it is as that left it, and the directory has it no longer. */
    record Delete(RecordKey key, String place, String revision) implements Change {}

    /** The same, but deleting was not asked for. */
    record Left(RecordKey key, String place) implements Change {}

    /** Whether there is something to write. */
    default boolean writes() {
        return switch (this) {
            case Create create -> true;
            case Update update -> true;
            case Delete delete -> true;
            case Unchanged unchanged -> false;
            case Kept kept -> false;
            case Left left -> false;
        };
    }
}
