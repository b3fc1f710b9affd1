package dev.belay.bench;

import dev.belay.model.Pin;
import dev.belay.model.RecordKind;
import dev.belay.model.Target;
import dev.belay.store.Catalog;
import dev.belay.store.Decoded;
import dev.belay.store.Entry;
import dev.belay.store.RecordCodec;
import dev.belay.store.RecordListing;
import dev.belay.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** What it costs to read a record, and to take in a listing of many targets and their pins of which one record changed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBench {
    private static final String FIRST = name(0);
    private static final String TARGET = """
            apiVersion: belay.dev/v1
            kind: Target
            metadata:
              name: NAME
              labels: {team: shop, environment: production}
            spec:
              aws:
                region: eu-north-1
              components:
                api:
                  ecs:
                    cluster: shop-prod
                    service: NAME-api
                    images:
                      app: 123456789012.dkr.ecr.eu-north-1.amazonaws.com/NAME:{version}
                    stableWithin: PT15M
                web:
                  site:
                    bucket: NAME-frontend
                    build: s3://NAME-builds/dist-{version}/
                    entry: ["**/*.html"]
                    keep: ["uploads/**"]
                    distributions: [E2EXAMPLE]
                    invalidate: all
              order: [api, web]
              verify:
                - name: health
                  http:
                    url: https://NAME.example/health
                    status: 200
                - name: what users get
                  served: web
                  url: https://NAME.example/
              drift: correct
            """;
    private static final String PIN = """
            apiVersion: belay.dev/v1
            kind: Pin
            metadata: {name: NAME}
            spec:
              version: "20261120-1430"
              components:
                api: {taskDefinition: "NAME-api:123"}
                web: {version: "20261119-0900"}
              reason: "INC-482: login fails since 14:32"
              by: alice
              incident: {id: INC-482, symptoms: "5xx on /login", startedAt: 2026-11-20T14:32:00Z}
            """;

    private final String target = named(TARGET, FIRST);
    private final String pin = named(PIN, FIRST);
    /** A listing that was taken in, and the next ones: one record is another in each. */
    @State(Scope.Benchmark)
    public static class Listed {
        @Param({"2000", "10000"})
        public int targets;

        private Catalog before = Catalog.of(new RecordListing(List.of()));
        private RecordListing otherTarget = new RecordListing(List.of());
        private RecordListing otherPin = new RecordListing(List.of());

        @Setup
        public void list() {
            before = Catalog.of(listing(targets, TARGET, PIN));
            otherTarget = listing(targets, TARGET.replace("NAME-frontend", "NAME-pages"), PIN);
            otherPin = listing(targets, TARGET, PIN.replace("20261119-0900", "20261120-1430"));
            requireChanged(before.target(FIRST), before.next(otherTarget).target(FIRST));
            requireChanged(before.pin(FIRST), before.next(otherPin).pin(FIRST));
        }

        private static void requireChanged(@Nullable Entry<?> from, @Nullable Entry<?> to) {
            if (!(from instanceof Entry.Valid) || !(to instanceof Entry.Valid) || from.equals(to)) {
                throw new IllegalStateException("a valid record was to become another: " + from + ", " + to);
            }
        }
    }

    @Benchmark
    public Decoded<Pin> pin() {
        return RecordCodec.parse("pin.yaml", pin).then(tree -> RecordCodec.pin("pin.yaml", tree));
    }

    @Benchmark
    public Decoded<Target> target() {
        return RecordCodec.parse("target.yaml", target).then(tree -> RecordCodec.target("target.yaml", tree));
    }

    @Benchmark
    public Catalog nextTarget(Listed listed) {
        return listed.before.next(listed.otherTarget);
    }

    @Benchmark
    public Catalog nextPin(Listed listed) {
        return listed.before.next(listed.otherPin);
    }

    /** As the directory store lists: every text is read anew, also those that stayed as they were. */
    private static RecordListing listing(int targets, String firstTarget, String firstPin) {
        var records = new ArrayList<StoredRecord>();
        for (int i = 0; i < targets; i++) {
            records.add(stored(RecordKind.TARGET, name(i), named(i == 0 ? firstTarget : TARGET, name(i))));
        }
        for (int i = 0; i < targets; i++) {
            records.add(stored(RecordKind.PIN, name(i), named(i == 0 ? firstPin : PIN, name(i))));
        }
        return new RecordListing(records);
    }

    private static StoredRecord stored(RecordKind kind, String name, String text) {
        String place = kind + "/" + name + ".yaml";
        String revision = Integer.toHexString(text.hashCode());
        return new StoredRecord(kind, name, place, revision, new StoredRecord.Content.Text(text));
    }

    private static String named(String record, String name) {
        return record.replace("NAME", name);
    }

    private static String name(int i) {
        return "shop-" + i;
    }
}
