package dev.belay.bench.sites;

/**
 * A line of the access log.
 *
 * @param key empty: it was asked of the bucket
 * @param begun when the request had arrived, as {@link System#nanoTime}
 * @param answered when the effect was there and the answer was written
 */
record Access(Operation operation, String bucket, String key, int status, long begun, long answered) {
    boolean succeeded() {
        return status < 300;
    }
}
