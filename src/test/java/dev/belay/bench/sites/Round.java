package dev.belay.bench.sites;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What one contestant's one round came to.
 *
 * @param wallMillis from when it was told to begin to its last answer about the site
 * @param saidMillis until it said that it was done
 * @param requests to these buckets
 * @param documents requests to Belay's own bucket
 * @param safety what was not as it ought to be
 */
record Round(
        double wallMillis,
        double saidMillis,
        long cpuMillis,
        long peakMebibytes,
        Map<Operation, Integer> requests,
        Map<Operation, Integer> documents,
        Safety safety) {
    private static final double NANOS = 1e6;

    /**
     * The facts that matter at 3 a.m.
     *
     * @param earlyDeletes files that were deleted before the new entry was live
     * @param lateAssets assets that were copied after it
     * @param wrong objects that are not the good build's at the end
     * @param headersLost of those that are, how many are served with other headers
     * @param left files that the good build does not have
     */
    record Safety(long earlyDeletes, long lateAssets, long wrong, long headersLost, long left) {
        @Override
        public String toString() {
            return "%d / %d / %d / %d / %d".formatted(earlyDeletes, lateAssets, wrong, headersLost, left);
        }
    }

    /**
     * Counts what was asked of the site's and its builds' places until all was written; where nothing was, until it was said so.
     *
     * @param now what is live
     */
    static Round of(
            Course course,
            Contestant.Usage usage,
            List<Access> log,
            String live,
            SortedMap<String, StoredObject> good,
            SortedMap<String, StoredObject> now) {
        var site = log.stream()
                .filter(line -> line.bucket().equals(live)
                        || (line.bucket().equals(Course.BUILDS) && line.key().startsWith(course.name() + "/")))
                .toList();
        long end = site.stream()
                .filter(Access::isWrite)
                .mapToLong(Access::answered)
                .max()
                .orElse(usage.said());
        var counted = site.stream().filter(line -> line.begun() <= end).toList();
        // While others are at work, Belay's are not theirs.
        var own = log.stream()
                .filter(line ->
                        !live.equals(Command.LIVE) && line.bucket().equals(Daemon.RECORDS) && line.begun() <= end)
                .toList();
        long last = counted.stream().mapToLong(Access::answered).max().orElse(end);
        return new Round(
                (last - usage.begun()) / NANOS,
                (usage.said() - usage.begun()) / NANOS,
                usage.cpuMillis(),
                usage.peakMebibytes(),
                counted(counted),
                counted(own),
                safety(
                        counted.stream()
                                .filter(line -> line.bucket().equals(live))
                                .toList(),
                        good,
                        now));
    }

    private static Map<Operation, Integer> counted(List<Access> log) {
        var counted = new EnumMap<Operation, Integer>(Operation.class);
        log.forEach(line -> counted.merge(line.operation(), 1, Integer::sum));
        return counted;
    }

    private static Safety safety(
            List<Access> log, SortedMap<String, StoredObject> good, SortedMap<String, StoredObject> now) {
        long entry = log.stream()
                .filter(line -> line.operation() == Operation.COPY && line.key().equals(Course.ENTRY))
                .mapToLong(Access::answered)
                .max()
                .orElse(0);
        long early = log.stream()
                .filter(line -> line.operation() == Operation.DELETE || line.operation() == Operation.DELETE_BATCH)
                .filter(line -> line.begun() < entry)
                .count();
        long late = log.stream()
                .filter(line ->
                        line.operation() == Operation.COPY && !line.key().endsWith(".html"))
                .filter(line -> entry != 0 && line.answered() > entry)
                .count();
        long wrong = 0;
        long headers = 0;
        for (var object : good.entrySet()) {
            var is = now.get(object.getKey());
            if (is == null || !is.etag().equals(object.getValue().etag())) {
                wrong++;
            } else if (!is.headers().equals(object.getValue().headers())) {
                headers++;
            }
        }
        long left = now.keySet().stream().filter(key -> !good.containsKey(key)).count();
        return new Safety(early, late, wrong, headers, left);
    }

    int sum() {
        return requests.values().stream().mapToInt(Integer::intValue).sum();
    }
}
