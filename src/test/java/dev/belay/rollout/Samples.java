package dev.belay.rollout;

import dev.belay.model.CheckResult;
import dev.belay.model.ComponentReport;
import dev.belay.model.Failure;
import dev.belay.model.Hold;
import dev.belay.model.Pin;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Standing;
import dev.belay.model.Standing.Stage;
import dev.belay.model.Target;
import dev.belay.rollout.Admission.Wish;
import dev.belay.rollout.Admitted.Revised;
import dev.belay.store.Decoded;
import dev.belay.store.RecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Small records, reports and situations. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    static final Holding FREEZE = new Holding(Hold.Mode.FREEZE, "hold inc-482: login fails");
    static final Holding SUSPEND = new Holding(Hold.Mode.SUSPEND, "hold stop");

    static final String TARGET = """
            apiVersion: belay.dev/v1
            kind: Target
            metadata: {name: shop, labels: {team: shop}}
            spec:
              components:
                api: {ecs: {cluster: c, service: api, images: {app: "r/api:{version}"}}}
                web: {site: {bucket: live, build: "s3://builds/{version}/"}}
              order: [api, web]
              verify:
                - name: health
                  http: {url: https://shop.example/health}
            """;

    private Samples() {}

    static Target target() {
        return target(TARGET);
    }

    /** The same target with one part of its record replaced, which must be there. */
    static Target targetWith(String part, String other) {
        if (!TARGET.contains(part)) {
            throw new IllegalArgumentException("there is no " + part);
        }
        return target(TARGET.replace(part, other));
    }

    static Target target(String text) {
        return valid(RecordCodec.parse("t", text).then(tree -> RecordCodec.target("t", tree)));
    }

    static Pin pin(String spec) {
        return valid(RecordCodec.parse("p", pinText(spec)).then(tree -> RecordCodec.pin("p", tree)));
    }

    static String pinText(String spec) {
        return "{apiVersion: belay.dev/v1, kind: Pin, metadata: {name: shop}, spec: {" + spec + "}}";
    }

    static String holdText(String name, String spec) {
        return "{apiVersion: belay.dev/v1, kind: Hold, metadata: {name: " + name + "}, spec: {" + spec + "}}";
    }

    static <T> T valid(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Valid<T>(T value) -> value;
            case Decoded.Invalid<T> invalid -> throw new AssertionError(invalid.problems());
        };
    }

    static Wish wanted(String spec, String revision) {
        return new Wish.Wanted(new Revised(pin(spec), revision));
    }

    /** A root with the target in force and nothing pinned. */
    static Root unpinned() {
        return Admission.admit(Root.empty("shop"), target());
    }

    /** A root with a pin in force, whose rollout has not begun. */
    static Root pinned(String spec) {
        return Admission.admit(unpinned(), wanted(spec, "1"), Holding.NONE);
    }

    static Root repinned(Root root, String spec) {
        return Admission.admit(root, wanted(spec, "2"), Holding.NONE);
    }

    /** Belay looked without interruption, and may act. */
    static Situation watching(Instant now) {
        return new Situation(now, Holding.NONE, true, Instant.EPOCH, now);
    }

    static Situation returning(Instant now) {
        return new Situation(now, Holding.NONE, true, null, now);
    }

    static Situation held(Instant now, Holding holding) {
        return new Situation(now, holding, true, Instant.EPOCH, now);
    }

    static Situation withoutStore(Instant now) {
        return new Situation(now, Holding.NONE, false, Instant.EPOCH, now);
    }

    static Root begun(String spec) {
        return RolloutPlanner.begin(pinned(spec), watching(NOW));
    }

    /** A rollout of everything that a pin asks, to its end. */
    static Root succeeded(Root root, Instant now) {
        Root begun = root.rollout() == null ? RolloutPlanner.begin(root, watching(now)) : root;
        return RolloutPlanner.conclude(answered(verifying(begun, now), true), synced(begun), watching(now));
    }

    /** All components are in place. */
    static Root verifying(Root root, Instant now) {
        return RolloutPlanner.conclude(root, synced(root), watching(now));
    }

    static Root failed(Root root, Instant now) {
        Root begun = root.rollout() == null ? RolloutPlanner.begin(root, watching(now)) : root;
        return RolloutPlanner.conclude(answered(verifying(begun, now), false), synced(begun), watching(now));
    }

    static Root answered(Root root, boolean passed) {
        var rollout = root.rollout();
        if (rollout == null) {
            throw new AssertionError("no rollout runs");
        }
        var results = rollout.checks().stream()
                .map(check -> new CheckResult(
                        check.name(),
                        check.optional(),
                        passed ? CheckResult.State.PASSED : CheckResult.State.FAILED,
                        3,
                        passed ? 0 : 3,
                        check.startedAt(),
                        NOW,
                        NOW,
                        passed ? "200" : "503"))
                .toList();
        return root.with(new RolloutDraft(rollout).checks(results).rollout());
    }

    /** What a pin asks runs. */
    static SequencedMap<String, ComponentReport> synced(Root root) {
        var pin = root.admitted().inForce();
        return reports(
                report(new Standing.Synced(), pin == null ? null : pin.of("api").toString()),
                report(new Standing.Synced(), pin == null ? null : pin.of("web").toString()));
    }

    static SequencedMap<String, ComponentReport> reports(Standing api, Standing web) {
        return reports(report(api, "v?"), report(web, "v?"));
    }

    static SequencedMap<String, ComponentReport> reports(ComponentReport api, ComponentReport web) {
        var reports = new LinkedHashMap<String, ComponentReport>();
        reports.put("api", api);
        reports.put("web", web);
        return reports;
    }

    static ComponentReport report(Standing standing, @Nullable String inForce) {
        String difference = standing instanceof Standing.Differs differs ? differs.difference() : null;
        return new ComponentReport(standing, inForce, "v0", difference, null, NOW, new TreeMap<>());
    }

    static Standing fine() {
        return new Standing.Synced();
    }

    static Standing differs() {
        return new Standing.Differs("runs v0");
    }

    static Standing moving(Stage stage) {
        return new Standing.Moving(stage, "2 of 4", Duration.ofSeconds(2));
    }

    static Standing stalled() {
        return new Standing.Stalled("ServiceNotFound", "there is no service api");
    }

    static Standing unknown() {
        return new Standing.Unknown(new Failure.Denied("may not read"));
    }

    static Standing hindered() {
        return new Standing.Hindered(new Failure.Throttled("slow down"));
    }

    static Standing ended(Outcome outcome, boolean vetoes) {
        return new Standing.Ended(outcome, "it ended so", vetoes);
    }

    /** A root whose pin failed by its own doing, with nothing due. */
    static Root broken(Root root, String how) {
        return root.with(root.admitted().due(null).course(Course.NEW.fail("r1", NOW, how)));
    }

    /** The soak of what the last rollout put in place ended well. */
    static Root proved(Root root) {
        return root.with(root.history().current(combination -> combination.proved(NOW)))
                .with((Soak) null)
                .with(root.admitted().course(root.admitted().course().prove()));
    }
}
