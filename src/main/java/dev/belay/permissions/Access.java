package dev.belay.permissions;

/** What a permission lets Belay change. */
public enum Access {
    /** Nothing. */
    READ("reads"),
    /** Belay's own documents in its store. */
    STATE("own state"),
    /** What people hear: the messages that records ask for. */
    TELL("messages"),
    /** Something that is others': records, services, sites. */
    WRITE("writes");

    private final String words;

    Access(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
