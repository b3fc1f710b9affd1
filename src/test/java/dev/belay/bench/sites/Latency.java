package dev.belay.bench.sites;

/**
 * How long S3 takes to answer, in milliseconds, connection and transfer left out. Assumptions, not measurements of S3.
 *
 * @param read of an object
 * @param write of an object
 */
record Latency(int list, int copy, int head, int read, int write, int delete, int deleteBatch) {
    static final Latency ASSUMED = new Latency(60, 30, 10, 15, 25, 15, 100);
    static final Latency NONE = new Latency(0, 0, 0, 0, 0, 0, 0);

    int of(Operation operation) {
        return switch (operation) {
            case LIST -> list;
            case COPY -> copy;
            case HEAD -> head;
            case GET -> read;
            case PUT -> write;
            case DELETE -> delete;
            case DELETE_BATCH -> deleteBatch;
            case OTHER -> 0;
        };
    }
}
