package dev.belay.rollout;

import dev.belay.announce.Delivery;
import dev.belay.announce.Letter;
import dev.belay.api.StatusText;
import dev.belay.diagnose.Subject;
import dev.belay.ecs.AllThere;
import dev.belay.ecs.EcsApi;
import dev.belay.model.Diagnosis;
import dev.belay.model.RecordKind;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Parallel;
import dev.belay.reconcile.VirtualTime;
import dev.belay.reconcile.WorkQueue;
import dev.belay.site.MemorySite;
import dev.belay.store.MemoryStore;
import dev.belay.verify.Answer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A daemon's reconciler over a store and a site in memory. Passes run where a test says so, and time stands still. */
final class House {
    static final String TARGET = """
            apiVersion: belay.dev/v1
            kind: Target
            metadata: {name: shop, labels: {team: shop}}
            spec:
              soak: PT0S
              components:
                web: {site: {bucket: live, build: "s3://builds/{version}/"}}
              verify:
                - name: health
                  http: {url: https://shop.example/health}
                  within: PT1M
            """;

    final VirtualTime time = new VirtualTime();
    final MemoryStore store = new MemoryStore();
    final MemorySite aws = new MemorySite(time);
    boolean healthy = true;
    int probes;
    final List<Subject> subjects = new ArrayList<>();
    final List<Letter> letters = new ArrayList<>();
    Diagnosis diagnosis = new Diagnosis(Instant.EPOCH, List.of(), List.of());
    Delivery delivery = new Delivery.Delivered("ok");
    private WorkQueue queue = new WorkQueue(time);
    private WorkQueue errandQueue = new WorkQueue(time);
    private WorkQueue watchQueue = new WorkQueue(time);
    private final EcsApi ecs;
    private Reconciler reconciler;

    House() {
        this(TARGET, nothing());
    }

    House(String target, EcsApi ecs) {
        this.ecs = ecs;
        reconciler = assemble();
        aws.bucket("live");
        aws.bucket("builds");
        for (String version : List.of("v1", "v2")) {
            aws.put("builds", version + "/index.html", version, Map.of("content-type", "text/html"));
        }
        store.edit(RecordKind.TARGET, "shop", target);
    }

    private static EcsApi nothing() {
        return (EcsApi) Proxy.newProxyInstance(
                House.class.getClassLoader(), new Class<?>[] {EcsApi.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("there is no ECS here: " + method);
                });
    }

    private Reconciler assemble() {
        var ports = new Reconciler.Ports(
                store,
                store,
                ecs,
                (scope, repository, id) -> null,
                new AllThere(),
                (scope, operation, claim) -> true,
                aws,
                (check, context) -> {
                    probes++;
                    return healthy ? Answer.passed("200") : Answer.failed("503");
                },
                subject -> {
                    subjects.add(subject);
                    return diagnosis;
                },
                (letter, evidence) -> {
                    letters.add(letter);
                    return delivery;
                },
                new OneByOne(),
                time,
                new StatusText());
        var pace = new Reconciler.Pace(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(2), 3);
        errandQueue = new WorkQueue(time);
        watchQueue = new WorkQueue(time);
        var queues = new Reconciler.Queues(queue, watchQueue, errandQueue, new WorkQueue(time));
        return new Reconciler(ports, pace, queues, null);
    }

    /** The daemon dies and comes back: what was in memory is gone. */
    void restart() {
        queue = new WorkQueue(time);
        reconciler = assemble();
    }

    void pin(String spec) {
        store.edit(RecordKind.PIN, "shop", Samples.pinText(spec));
    }

    void hold(String mode) {
        store.edit(RecordKind.HOLD, "stop", Samples.holdText("stop", "targets: [shop], mode: " + mode));
    }

    /** Looks at the records. */
    void poll() {
        reconciler.watches().run(Reconciler.RECORDS);
    }

    /** Looks at the services that are to be looked at now. */
    void observe() {
        for (var item = watchQueue.poll(); item != null; item = watchQueue.poll()) {
            reconciler.watches().run(item.key());
            watchQueue.done(item.key());
        }
    }

    /** One look at the target, after the errands that the looks before gave cause for. */
    Outcome pass() {
        for (var item = errandQueue.poll(); item != null; item = errandQueue.poll()) {
            reconciler.errands().run(item.key());
            errandQueue.done(item.key());
        }
        return reconciler.targets().run("shop");
    }

    /** Looks at the records, and at the target until it does not move by itself. */
    Status settle() {
        poll();
        for (int i = 0; i < 100; i++) {
            if (!(pass() instanceof Outcome.Again)) {
                return status();
            }
            time.pass(Duration.ofSeconds(1));
            poll();
            observe();
        }
        throw new AssertionError("it never rests: " + status());
    }

    /** As much as fits into a time, and no check is waited for. */
    void settleFor(Duration duration) {
        poll();
        for (int i = 0; i < 10; i++) {
            pass();
        }
        time.pass(duration);
    }

    Desk desk() {
        return reconciler.desk();
    }

    Reconciler reconciler() {
        return reconciler;
    }

    Status status() {
        return Objects.requireNonNull(reconciler.statuses().of("shop"), "nothing is said of it");
    }

    Summary summary() {
        return status().summary();
    }

    String live() {
        return String.valueOf(aws.texts("live").get("index.html"));
    }

    Root root() {
        return new StoredRoots(store).read("shop").root();
    }

    private static final class OneByOne implements Parallel {
        @Override
        public <T, R> List<R> map(List<T> items, int atOnce, Function<? super T, ? extends R> call) {
            var results = new ArrayList<R>();
            items.forEach(item -> results.add(call.apply(item)));
            return results;
        }
    }
}
