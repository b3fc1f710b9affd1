package dev.belay.bench.fleet;

import dev.belay.localcloud.Call;
import dev.belay.localcloud.LocalCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the local cloud was asked since the count began, and when first for what. Safe for many threads. */
final class Tally {
    private static final Pattern TARGET = Pattern.compile("t\\d{5}");

    private final LocalCloud cloud;
    private final SortedMap<String, Integer> counts = new TreeMap<>();
    private final Set<String> read = new HashSet<>();
    private final Map<String, Instant> updated = new HashMap<>();
    private Instant firstUpdate = Instant.MAX;
    private Instant lastUpdate = Instant.MIN;
    private Instant firstScan = Instant.MAX;
    private Instant lastScan = Instant.MIN;
    private int scanCalls;
    private int services = Integer.MAX_VALUE;

    Tally(LocalCloud cloud) {
        this.cloud = cloud;
        cloud.calls().listen(this::add);
    }

    /** Begins anew; a scan is over when so many services were read. */
    synchronized void begin(int services) {
        this.services = services;
        counts.clear();
        read.clear();
        updated.clear();
        firstUpdate = Instant.MAX;
        firstScan = Instant.MAX;
        lastScan = Instant.MIN;
        scanCalls = 0;
        cloud.quotas().refill();
    }

    private synchronized void add(Call call) {
        counts.merge(call.service() + " " + call.operation(), 1, Integer::sum);
        if (call.is("ecs", "DescribeServices") && call.status() == 200 && read.size() < services) {
            scan(call);
        } else if (call.is("ecs", "UpdateService") && call.status() == 200) {
            Matcher target = TARGET.matcher(call.summary());
            if (target.find()) {
                updated.put(target.group(), call.at());
                lastUpdate = call.at();
                firstUpdate = call.at().isBefore(firstUpdate) ? call.at() : firstUpdate;
            }
        }
    }

    private void scan(Call call) {
        firstScan = call.at().isBefore(firstScan) ? call.at() : firstScan;
        lastScan = call.at();
        scanCalls++;
        Matcher target = TARGET.matcher(call.summary());
        while (target.find()) {
            read.add(target.group());
        }
    }

    /** How many services were read at least once. */
    synchronized int read() {
        return read.size();
    }

    /** From the first look to the one with which all had been read. */
    synchronized Duration scanTook() {
        return Duration.between(firstScan, lastScan);
    }

    synchronized Instant firstScan() {
        return firstScan;
    }

    /** Looks until all had been read. */
    synchronized int scanCalls() {
        return scanCalls;
    }

    /** How many services were updated. */
    synchronized int updated() {
        return updated.size();
    }

    /** From the first update to the last so far. */
    synchronized Duration updatesTook() {
        return Duration.between(firstUpdate, lastUpdate);
    }

    synchronized Instant lastUpdate() {
        return lastUpdate;
    }

    /** When a service was updated last; null: it was not. */
    synchronized Instant updatedAt(String target) {
        return updated.get(target);
    }

    /** The target whose service was updated first. */
    synchronized String firstUpdated() {
        return updated.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    synchronized int count(String operation) {
        return counts.getOrDefault(operation, 0);
    }

    synchronized int count(Predicate<String> operations) {
        return counts.entrySet().stream()
                .filter(count -> operations.test(count.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    synchronized SortedMap<String, Integer> counts() {
        return new TreeMap<>(counts);
    }
}
