package dev.belay.store;

import dev.belay.model.RecordKind;

/**
 * A record as the store holds it, not yet decoded.
 *
 * @param name as the file, key or item says; the record's own {@code metadata.name} must agree
 * @param place for people: file, {@code s3://} key, or table and item
 * @param revision opaque; changes whenever the content does
 */
public record StoredRecord(RecordKind kind, String name, String place, String revision, Content content) {
    /** Whether it is as it was before: its revision tells, save where one of the two could not be read. */
    boolean isStill(StoredRecord before) {
        return kind == before.kind
                && name.equals(before.name)
                && place.equals(before.place)
                && revision.equals(before.revision)
                && ((!unreadable() && !before.unreadable()) || content.equals(before.content));
    }

    private boolean unreadable() {
        return content instanceof Content.Unreadable;
    }

    /** What was found there. */
    public sealed interface Content {
        /** YAML or JSON as written. */
        record Text(String text) implements Content {}

        /** Already a tree, without positions: an item of a table. */
        record Tree(Node tree) implements Content {}

        /** It is there, but can't be read. */
        record Unreadable(String why) implements Content {}
    }
}
