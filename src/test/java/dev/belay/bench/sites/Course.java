package dev.belay.bench.sites;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be restored: a site that runs build {@code bad} and goes back to build {@code good}, which differ in a share of their
 * objects. The bad build has 5 % files more. One of the altered objects has the same size in both.
 *
 * @param objects of the good build, of 2 to 50 KiB each
 * @param changed how many of them are altered, in percent
 */
record Course(int objects, int changed) {
    static final String BUILDS = "builds";
    static final String SAME_SIZE = "assets/same-size.js";
    static final String ENTRY = "index.html";
    private static final int SMALLEST = 2 << 10;
    private static final int LARGEST = 50 << 10;
    private static final int PAGES = 50;
    private static final int EXTRA = 20;
    private static final int HUNDRED = 100;

    private static final Map<String, String> ASSET = Map.of(
            "content-type",
            "text/javascript",
            "cache-control",
            "public, max-age=31536000, immutable",
            "x-amz-meta-commit",
            "4f2a9c1");
    private static final Map<String, String> PAGE =
            Map.of("content-type", "text/html; charset=utf-8", "cache-control", "no-cache");

    String name() {
        return "site-" + objects + "-" + changed;
    }

    /** Where a build lies in {@link #BUILDS}. */
    String place(String build) {
        return name() + "/" + build + "/";
    }

    /** Puts both builds there. */
    void layOut(S3Server server) {
        var builds = server.bucket(BUILDS);
        good().forEach((key, object) -> builds.put(place("good") + key, object));
        bad().forEach((key, object) -> builds.put(place("bad") + key, object));
    }

    /** Makes the bad build live in a bucket, as if it had been copied there an hour ago. */
    void breakSite(S3Server server, String bucket) {
        var live = server.bucket(bucket);
        live.clear();
        live.putAll(bad());
    }

    SortedMap<String, StoredObject> good() {
        return build(false, Instant.now().minusSeconds(7_200));
    }

    private SortedMap<String, StoredObject> bad() {
        return build(true, Instant.now().minusSeconds(3_600));
    }

    private SortedMap<String, StoredObject> build(boolean bad, Instant modified) {
        var build = new TreeMap<String, StoredObject>();
        var sizes = new Random(objects);
        for (int i = 0; i < objects; i++) {
            String key = key(i);
            boolean altered = bad && i * (long) changed % HUNDRED < changed;
            int size = sizes.nextInt(SMALLEST, LARGEST);
            build.put(key, object(key, altered, altered && !key.equals(SAME_SIZE) ? size + 1 : size, modified));
        }
        for (int i = 0; bad && i < objects / EXTRA; i++) {
            String key = "assets/only-bad-%05d.js".formatted(i);
            build.put(key, object(key, true, sizes.nextInt(SMALLEST, LARGEST), modified));
        }
        return build;
    }

    private static String key(int i) {
        return switch (i) {
            case 0 -> ENTRY;
            case 1 -> SAME_SIZE;
            default -> i % PAGES == 0 ? "pages/%05d.html".formatted(i) : "assets/chunk-%05d.js".formatted(i);
        };
    }

    private static StoredObject object(String key, boolean altered, int size, Instant modified) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) ' ');
        byte[] start = (key + (altered ? " altered" : "")).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, bytes, 0, start.length);
        var object = StoredObject.of(bytes, key.endsWith(".html") ? PAGE : ASSET);
        return new StoredObject(bytes, object.etag(), object.headers(), modified);
    }
}
