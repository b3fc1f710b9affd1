package dev.belay.localcloud.cloudfront;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One distribution and its invalidations. Not thread-safe: the simulator's lock guards it. */
final class Distribution {
    private static final int MOST_FILES = 3_000;
    private static final int MOST_WILDCARDS = 15;

    final String id;
    private final Map<String, Invalidation> invalidations = new LinkedHashMap<>();
    private final Map<String, Instant> due = new LinkedHashMap<>();
    private final List<Invalidation> completed = new ArrayList<>();
    private final Set<String> earlierEtags = new HashSet<>();
    private DistributionConfig config;
    private DistributionConfig atTheEdge;
    private String etag;
    private Instant modified;
    private Instant deployed;
    private boolean held;

    Distribution(String id, DistributionConfig config, String etag, Instant now, Instant deployed) {
        this.id = id;
        this.config = config;
        this.atTheEdge = config;
        this.etag = etag;
        this.modified = now;
        this.deployed = deployed;
    }

    /** Lets everything happen that was due by now. */
    void settle(Instant now) {
        if (!deployed.isAfter(now)) {
            atTheEdge = config;
        }
        if (!held) {
            due.entrySet().removeIf(d -> !d.getValue().isAfter(now) && completed.add(invalidations.get(d.getKey())));
        }
    }

    void hold(boolean stuck) {
        held = stuck;
    }

    boolean held() {
        return held;
    }

    void update(DistributionConfig replacement, String ifMatch, String newEtag, Instant now, Instant willBeDeployed) {
        if (!ifMatch.equals(etag)) {
            // An ETag that was right once lost a race; any other was never right.
            throw earlierEtags.contains(ifMatch)
                    ? new Refusal(
                            412,
                            "PreconditionFailed",
                            "The request failed because it didn't meet the preconditions in one or more request-header fields.")
                    : new Refusal(
                            400,
                            "InvalidIfMatchVersion",
                            "The If-Match version is missing or not valid for the resource.");
        }
        if (!replacement.callerReference().equals(config.callerReference())) {
            throw new Refusal(
                    400, "IllegalUpdate", "The update contains modifications that are not allowed: CallerReference.");
        }
        earlierEtags.add(etag);
        etag = newEtag;
        config = replacement;
        modified = now;
        deployed = willBeDeployed;
    }

    Invalidation invalidate(InvalidationBatch batch, String newId, Instant now, Duration takes) {
        for (Invalidation known : invalidations.values()) {
            if (known.callerReference().equals(batch.callerReference())) {
                if (!known.paths().equals(batch.paths())) {
                    throw new Refusal(
                            400,
                            "InvalidationBatchAlreadyExists",
                            "An invalidation batch with this caller reference and other paths already exists: "
                                    + known.id());
                }
                return known;
            }
        }
        Invalidation asked =
                new Invalidation(newId, now.truncatedTo(ChronoUnit.MILLIS), batch.callerReference(), batch.paths());
        refuseTooMany(asked);
        invalidations.put(newId, asked);
        due.put(newId, now.plus(takes));
        return asked;
    }

    private void refuseTooMany(Invalidation asked) {
        List<Invalidation> all = new ArrayList<>(List.of(asked));
        due.keySet().forEach(i -> all.add(invalidations.get(i)));
        if (all.stream().mapToLong(Invalidation::files).sum() > MOST_FILES
                || all.stream().mapToLong(Invalidation::wildcards).sum() > MOST_WILDCARDS) {
            throw new Refusal(
                    400,
                    "TooManyInvalidationsInProgress",
                    "Processing your request will cause you to exceed the maximum number of in-progress invalidations.");
        }
    }

    Invalidation invalidation(String wanted) {
        Invalidation found = invalidations.get(wanted);
        if (found == null) {
            throw new Refusal(404, "NoSuchInvalidation", "The specified invalidation does not exist.");
        }
        return found;
    }

    /** Oldest first. */
    List<Invalidation> invalidations() {
        return List.copyOf(invalidations.values());
    }

    /** In the order of their completion. */
    List<Invalidation> completed() {
        return List.copyOf(completed);
    }

    String status(Invalidation invalidation) {
        return due.containsKey(invalidation.id()) ? "InProgress" : "Completed";
    }

    int inProgress() {
        return due.size();
    }

    String status(Instant now) {
        return deployed.isAfter(now) ? "InProgress" : "Deployed";
    }

    DistributionConfig config() {
        return config;
    }

    /** The configuration that the edges work by: the newest one that is deployed. */
    DistributionConfig atTheEdge() {
        return atTheEdge;
    }

    String etag() {
        return etag;
    }

    Instant modified() {
        return modified;
    }
}
