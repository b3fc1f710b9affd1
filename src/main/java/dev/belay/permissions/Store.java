package dev.belay.permissions;

import dev.belay.model.RecordKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Where the records and Belay's own documents are. */
public sealed interface Store {
    /** The folders, or kinds of items, that Belay alone writes. */
    List<String> DOCUMENTS = List.of("state", "status", "rollouts", "inventories", "publish", "lease");

    /** Kinds of items for what is too large for one, in a table only. */
    List<String> PARTS = List.of("parts");

    /** On the daemon's own disk. */
    record Directory() implements Store {}

    /**
     * In a bucket.
     *
     * @param prefix empty, or ending in a slash
     */
    record Bucket(String bucket, String prefix) implements Store {}

    /** In a table of the daemon's own account and region. */
    record Table(String table) implements Store {}

    /**
     * Reads {@code s3://BUCKET/PREFIX} or {@code dynamodb:TABLE}.
     *
     * @throws IllegalArgumentException in words, if it is neither
     */
    static Store parse(String text) {
        if (text.startsWith("dynamodb:") && text.length() > "dynamodb:".length()) {
            return new Table(text.substring("dynamodb:".length()));
        }
        if (text.startsWith("s3://")) {
            String[] parts = text.substring("s3://".length()).split("/", 2);
            String prefix = parts.length < 2 || parts[1].isEmpty() || parts[1].endsWith("/") ? "" : "/";
            if (!parts[0].isEmpty()) {
                return new Bucket(parts[0], (parts.length < 2 ? "" : parts[1]) + prefix);
            }
        }
        throw new IllegalArgumentException("expected s3://BUCKET/PREFIX or dynamodb:TABLE, found " + text);
    }

    /** The folders of records in a bucket. */
    static Stream<String> folders() {
        return Arrays.stream(RecordKind.values()).map(RecordKind::folder);
    }

    /** The kinds of records in a table. */
    static List<String> kinds() {
        return Arrays.stream(RecordKind.values()).map(RecordKind::word).toList();
    }
}
