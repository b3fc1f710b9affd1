package dev.belay.model;

/** The one word to trust about a target: the first that applies, the most urgent first. */
public enum Summary {
    INVALID("Invalid"),
    UNKNOWN("Unknown"),
    STALLED("Stalled"),
    DEGRADED("Degraded"),
    HELD("Held"),
    DRIFTED("Drifted"),
    PROGRESSING("Progressing"),
    VERIFYING("Verifying"),
    SOAKING("Soaking"),
    SYNCED("Synced"),
    UNPINNED("Unpinned");

    private final String word;

    Summary(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
