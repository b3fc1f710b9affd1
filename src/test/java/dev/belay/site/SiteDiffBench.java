package dev.belay.site;

import dev.belay.model.Mandate;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to compare a site of 10,000 objects with its build and to plan the next step. Half of the objects were copied
 * from this build, the other half were live before and had their headers read, as after a deployment that changed half a site.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class SiteDiffBench {
    private static final int OBJECTS = 10_000;
    private static final String DOCUMENT = "inventories/shop/web/versions/v1";
    private static final Instant THEN = Instant.parse("2026-11-20T14:32:00Z");
    private static final Headers HEADERS = new Headers(
            new TreeMap<>(Map.of("content-type", "text/javascript", "cache-control", "public, max-age=31536000")));

    @Param({"0", "10"})
    public int changedPercent;

    private final Site site = Sites.site(
            new S3Place("live", ""), List.of("uploads/**"), List.of("E1"), Duration.ofDays(1_000), Site.Foreign.KEEP);
    private final Rules rules = Rules.of(site);
    private final SiteState state = SiteState.NONE.live(THEN, List.of());
    private final LinkedHashMap<String, SiteApi.Listed> live = new LinkedHashMap<>();
    private Inventory inventory = new Inventory("v1", "s3://builds/v1/", true, new LinkedHashMap<>());
    private Ledger ledger = Ledger.EMPTY;

    @Setup
    public void list() {
        var items = new LinkedHashMap<String, Inventory.Item>();
        var entries = new LinkedHashMap<String, Ledger.Entry>();
        for (int i = 0; i < OBJECTS; i++) {
            String key = key(i);
            boolean copied = i % 2 == 0;
            boolean changed = i % 100 < changedPercent;
            items.put(key, new Inventory.Item(key, etag(i), 4_000 + i, copied ? null : HEADERS));
            live.put(key(i), new SiteApi.Listed(key(i), changed ? etag(OBJECTS + i) : etag(i), 4_000 + i, THEN));
            var held = copied ? new Ledger.AsIn(DOCUMENT) : new Ledger.Read(HEADERS.digest());
            entries.put(key(i), new Ledger.Entry(etag(i), THEN.getEpochSecond(), etag(i), held));
        }
        inventory = new Inventory("v1", "s3://builds/v1/", true, items);
        ledger = new Ledger(entries);
        int changes = diff().changes().size();
        if (changes != OBJECTS * changedPercent / 100) {
            throw new IllegalStateException(changes + " objects differ");
        }
    }

    /** As every slice begins. The step is a record of this package: JMH, which lives in another, takes it for an object. */
    @Benchmark
    public Object diffAndPlan() {
        return SitePlanner.next(site, diff(), state, Mandate.CONVERGE, THEN);
    }

    private SiteDiff diff() {
        return SiteDiff.of(rules, inventory, DOCUMENT, live, ledger);
    }

    /** One in twenty is a page. ETags and keys are strings of their own on each side, as they are when read. */
    private static String key(int i) {
        return i % 20 == 0 ? "pages/%05d/index.html".formatted(i) : "assets/chunk-%05d.js".formatted(i);
    }

    private static String etag(int i) {
        return "%032x".formatted(i);
    }
}
