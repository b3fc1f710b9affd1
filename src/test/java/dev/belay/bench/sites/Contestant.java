package dev.belay.bench.sites;

/** A program that can restore a site. */
interface Contestant extends AutoCloseable {
    String name();

    /** Runs {@link Course#place}'s bad build in a live bucket of its own, and returns the bucket's name. */
    String prepare(Course course) throws Exception;

    /** Makes the good build live, and returns once the program has said that it is. */
    Usage restore(Course course) throws Exception;

    /** Looks whether the good build is live, which it is. */
    Usage look(Course course) throws Exception;

    /**
     * What it took of the machine.
     *
     * @param begun when it was told to begin, as {@link System#nanoTime}
     * @param said when it said that it was done
     * @param cpuMillis of a processor, user and system
     * @param peakMebibytes most that was resident
     */
    record Usage(long begun, long said, long cpuMillis, long peakMebibytes) {}

    @Override
    default void close() {}
}
