package dev.belay.bench.sites;

/** What the server can be asked for. */
enum Operation {
    LIST("list"),
    COPY("copy"),
    HEAD("head"),
    GET("get"),
    PUT("put"),
    DELETE("delete"),
    DELETE_BATCH("batch delete"),
    /** What a tool asks of the bucket itself before it begins. */
    OTHER("other");

    private final String words;

    Operation(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
