package dev.belay.bench.sites;

/**
 * A line of the access log.
 *
 * @param key or the prefix that was listed; empty: it was asked of the whole bucket
 * @param begun when the request had arrived, as {@link System#nanoTime}
 * @param answered when the effect was there and the answer was written
 */
record Access(Operation operation, String bucket, String key, int status, long begun, long answered) {
    boolean isWrite() {
        return switch (operation) {
            case COPY, PUT, DELETE, DELETE_BATCH -> true;
            case LIST, HEAD, GET, OTHER -> false;
        };
    }
}
