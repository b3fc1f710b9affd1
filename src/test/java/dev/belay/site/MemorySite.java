package dev.belay.site;

import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.Ordered;
import dev.belay.model.S3Place;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * S3 and CloudFront in memory, for simulations on virtual time. Faults are hooked before and after each call: one that is
 * thrown before leaves all as it was, one thrown after is a reply that was lost; a call may also land late.
 */
public final class MemorySite implements SiteApi {
    private static final int PAGE = 1_000;

    /** What goes wrong, and when; called without any lock, so a simulation may hand on its baton here. */
    public interface Faults {
        /** Before a call such as {@code "copy live/index.html"} does anything. */
        default void before(String call) {}

        /** After it did all that it does. */
        default void after(String call) {}

        /** Whether the caller gives up on a copy or a delete that happens only at {@link MemorySite#landLate}. */
        default boolean lands(String call) {
            return true;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(byte[] bytes, Headers headers, String etag, Instant lastModified) {}

    private record Invalidated(String id, List<String> paths, Instant createdAt) {}

    private final InstantSource clock;
    private final NavigableMap<String, NavigableMap<String, Stored>> buckets = new TreeMap<>();
    private final NavigableMap<String, List<Origin>> distributions = new TreeMap<>();
    private final NavigableMap<String, NavigableMap<String, Invalidated>> invalidations = new TreeMap<>();
    private final Map<String, Integer> requests = new TreeMap<>();
    private final Queue<Runnable> late = new ArrayDeque<>();
    private volatile Faults faults = new Faults() {};
    private Duration invalidationTakes = Duration.ofSeconds(20);
    private boolean encrypts;
    private long serial;

    public MemorySite(InstantSource clock) {
        this.clock = clock;
    }

    public void faults(Faults next) {
        faults = next;
    }

    /** From now on ETags are no digests, as under SSE-KMS. */
    public synchronized boolean encrypts() {
        return encrypts;
    }

    public synchronized void encrypt() {
        encrypts = true;
    }

    public synchronized void invalidationsTake(Duration duration) {
        invalidationTakes = duration;
    }

    public synchronized void bucket(String bucket) {
        buckets.computeIfAbsent(bucket, name -> new TreeMap<>());
    }

    public synchronized void put(String bucket, String key, String body, Map<String, String> headers) {
        bucket(bucket);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        store(bucket, key, bytes, new Headers(Ordered.sorted(headers)), digest(bytes));
    }

    public synchronized void remove(String bucket, String key) {
        objects(bucket).remove(key);
    }

    /** A distribution that fetches from a bucket's prefix; its path is empty or has a leading slash. */
    public synchronized void distribution(String id, String bucket, String path) {
        distributions.put(id, List.of(new Origin(bucket + ".s3.eu-north-1.amazonaws.com", path)));
    }

    /** What a bucket holds, key to text. */
    public synchronized NavigableMap<String, String> texts(String bucket) {
        var texts = new TreeMap<String, String>();
        objects(bucket).forEach((key, stored) -> texts.put(key, new String(stored.bytes(), StandardCharsets.UTF_8)));
        return texts;
    }

    public synchronized Headers headers(String bucket, String key) {
        return stored(bucket, key).headers();
    }

    /** Ids of a distribution's invalidations, the oldest first. */
    public synchronized List<String> invalidations(String distribution) {
        return invalidations.getOrDefault(distribution, new TreeMap<>()).values().stream()
                .map(Invalidated::id)
                .toList();
    }

    /** Requests so far by verb: list (a page each), head, get, copy, delete, origins, invalidate, follow. */
    public synchronized Map<String, Integer> requests() {
        return new TreeMap<>(requests);
    }

    public synchronized void forgetRequests() {
        requests.clear();
    }

    /** What was given up on happens after all. */
    public void landLate() {
        while (true) {
            Runnable next;
            synchronized (this) {
                next = late.poll();
            }
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    @Override
    public List<Listed> list(AwsScope scope, S3Place place) {
        return call("list " + place.bucket() + "/" + place.prefix(), () -> {
            var all = new ArrayList<Listed>();
            objects(place.bucket()).forEach((key, stored) -> {
                if (key.startsWith(place.prefix())
                        && key.length() > place.prefix().length()) {
                    String relative = key.substring(place.prefix().length());
                    all.add(new Listed(relative, stored.etag(), stored.bytes().length, stored.lastModified()));
                }
            });
            count("list", Math.max(1, (all.size() + PAGE - 1) / PAGE));
            return all;
        });
    }

    @Override
    public @Nullable Head head(AwsScope scope, String bucket, String key) {
        return this.<@Nullable Head>call("head " + bucket + "/" + key, () -> {
            count("head", 1);
            Stored stored = objects(bucket).get(key);
            return stored == null
                    ? null
                    : new Head(stored.headers(), stored.etag(), stored.bytes().length, stored.lastModified());
        });
    }

    @Override
    public @Nullable Content get(AwsScope scope, String bucket, String key, String etag) {
        return this.<@Nullable Content>call("get " + bucket + "/" + key, () -> {
            count("get", 1);
            Stored stored = objects(bucket).get(key);
            if (stored == null || !stored.etag().equals(etag)) {
                return null;
            }
            var headers = stored.headers().values();
            return new Content(stored.bytes().clone(), headers.get("content-type"), headers.get("content-encoding"));
        });
    }

    @Override
    public CopyResult copy(AwsScope scope, Copy copy) {
        String what = "copy " + copy.toBucket() + "/" + copy.toKey();
        Supplier<CopyResult> effect = () -> {
            count("copy", 1);
            Stored source = objects(copy.fromBucket()).get(copy.fromKey());
            objects(copy.toBucket());
            if (source == null || !source.etag().equals(copy.etag())) {
                return new SourceChanged();
            }
            var stored = store(copy.toBucket(), copy.toKey(), source.bytes(), source.headers(), source.etag());
            return new Copied(stored.etag(), stored.lastModified());
        };
        return faults.lands(what) ? call(what, effect) : give(what, effect);
    }

    @Override
    public List<DeleteError> delete(AwsScope scope, String bucket, List<String> keys) {
        if (keys.size() > DELETE_LIMIT) {
            throw new Failure.Invalid("delete " + keys.size() + " keys").asException();
        }
        String what = "delete " + bucket + "/" + String.join(" ", keys);
        Supplier<List<DeleteError>> effect = () -> {
            count("delete", 1);
            keys.forEach(objects(bucket)::remove);
            return List.of();
        };
        return faults.lands(what) ? call(what, effect) : give(what, effect);
    }

    @Override
    public List<Origin> origins(AwsScope scope, String distribution) {
        return call("origins " + distribution, () -> {
            count("origins", 1);
            return existing(distribution);
        });
    }

    @Override
    public InvalidationStatus createInvalidation(
            AwsScope scope, String distribution, String callerReference, List<String> paths) {
        return call("invalidate " + distribution, () -> {
            count("invalidate", 1);
            existing(distribution);
            var ours = invalidations.computeIfAbsent(distribution, id -> new TreeMap<>());
            var known = ours.values().stream()
                    .filter(one -> one.id().endsWith(callerReference))
                    .findFirst();
            if (known.isPresent() && !known.get().paths().equals(paths)) {
                throw new Failure.Conflict("InvalidationBatchAlreadyExists").asException();
            }
            var created = known.orElseGet(() -> {
                serial++;
                return new Invalidated("I%06d-%s".formatted(serial, callerReference), paths, clock.instant());
            });
            ours.put(created.id(), created);
            return status(created);
        });
    }

    @Override
    public @Nullable InvalidationStatus invalidation(AwsScope scope, String distribution, String id) {
        return this.<@Nullable InvalidationStatus>call("follow " + distribution, () -> {
            count("follow", 1);
            existing(distribution);
            var found =
                    invalidations.getOrDefault(distribution, new TreeMap<>()).get(id);
            return found == null ? null : status(found);
        });
    }

    private InvalidationStatus status(Invalidated one) {
        boolean completed = !clock.instant().isBefore(one.createdAt().plus(invalidationTakes));
        return new InvalidationStatus(one.id(), completed);
    }

    private <T extends @Nullable Object> T call(String what, Supplier<T> effect) {
        Faults now = faults;
        now.before(what);
        T result;
        synchronized (this) {
            result = effect.get();
        }
        now.after(what);
        return result;
    }

    private <T> T give(String what, Supplier<T> effect) {
        synchronized (this) {
            late.add(() -> land(effect));
        }
        throw new Failure.Unavailable(what + ": timed out").asException();
    }

    @SuppressWarnings("ReturnValueIgnored") // nobody waits for the answer any more
    private synchronized void land(Supplier<?> effect) {
        effect.get();
    }

    private Stored store(String bucket, String key, byte[] bytes, Headers headers, String etag) {
        String shown = encrypts ? digest((etag + serial++).getBytes(StandardCharsets.UTF_8)) : etag;
        var stored = new Stored(bytes, headers, shown, clock.instant());
        objects(bucket).put(key, stored);
        return stored;
    }

    private NavigableMap<String, Stored> objects(String bucket) {
        var objects = buckets.get(bucket);
        if (objects == null) {
            throw new Failure.NotFound("NoSuchBucket: " + bucket).asException();
        }
        return objects;
    }

    private Stored stored(String bucket, String key) {
        var stored = objects(bucket).get(key);
        if (stored == null) {
            throw new IllegalArgumentException("no object s3://" + bucket + "/" + key);
        }
        return stored;
    }

    private List<Origin> existing(String distribution) {
        var origins = distributions.get(distribution);
        if (origins == null) {
            throw new Failure.NotFound("NoSuchDistribution: " + distribution).asException();
        }
        return origins;
    }

    private void count(String verb, int times) {
        requests.merge(verb, times, Integer::sum);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
