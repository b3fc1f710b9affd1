package dev.belay.model;

/** The kinds of records that people write. */
public enum RecordKind {
    TARGET("Target", "targets"),
    PIN("Pin", "pins"),
    HOLD("Hold", "holds");

    private final String word;
    private final String folder;

    RecordKind(String word, String folder) {
        this.word = word;
        this.folder = folder;
    }

    /** As it stands in a record's {@code kind}, and in the partition key of a table. */
    public String word() {
        return word;
    }

    /** As it stands in a store's keys and files. */
    public String folder() {
        return folder;
    }
}
