package dev.belay.notify;

/** Where the records are that notifications may be about. */
public sealed interface RecordPlace {
    /**
     * Objects of a bucket.
     *
     * @param prefix with or without a slash at its end; empty: the whole bucket
     */
    record Objects(String bucket, String prefix) implements RecordPlace {
        public Objects {
            prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        }
    }

    /** Items of a DynamoDB table. */
    record Items(String table) implements RecordPlace {}

    /** Where nothing sends notifications from. */
    record Elsewhere() implements RecordPlace {}
}
