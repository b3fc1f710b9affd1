package dev.belay.site;

import dev.belay.model.ComponentReport;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import dev.belay.reconcile.Journal;
import dev.belay.reconcile.VirtualTime;
import dev.belay.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A site in memory with two builds and its controller: time passes only where a test says so, or a rollout waits. */
final class Stage {
    static final Duration RESYNC = Duration.ofMinutes(5);
    private static final int MOST_PASSES = 500;

    final VirtualTime time = new VirtualTime();
    final MemorySite aws = new MemorySite(time);
    final MemoryStore store = new MemoryStore();
    final List<String> timeline = new ArrayList<>();
    Site site = Sites.at(new S3Place("live", ""));
    SiteState state = SiteState.NONE;
    int saves;
    private int rollouts;
    private String rollout = "";
    private SiteController controller = controller();

    Stage() {
        aws.bucket("live");
        aws.bucket("builds");
        aws.distribution("E1", "live", "");
    }

    private SiteController controller() {
        return new SiteController(aws, store, new OneByOne(), time);
    }

    /** The daemon dies and comes back: what was in memory is gone. */
    void restart() {
        controller = controller();
    }

    void build(String version, Map<String, String> texts) {
        texts.forEach((key, text) -> aws.put("builds", version + "/" + key, text, headersOf(key)));
    }

    static Map<String, String> headersOf(String key) {
        return Map.of("content-type", key.endsWith(".html") ? "text/html" : "text/javascript");
    }

    void live(String key, String text) {
        aws.put("live", key, text, headersOf(key));
    }

    void distributed() {
        site = Sites.site(site.live(), site.keep(), List.of("E1"), site.keepOld(), site.foreign());
    }

    /** A new rollout. */
    void begin() {
        rollout = "r" + ++rollouts;
        state = state.beginRollout();
    }

    /** One pass. */
    ComponentReport pass(String version, Mandate mandate, Duration resync) {
        return controller.advance(new SiteController.Request(
                "shop",
                "web",
                site,
                new PinnedComponent.Version(version),
                state,
                mandate,
                new Saving(),
                mandate == Mandate.CONVERGE ? rollout : "",
                resync));
    }

    ComponentReport converge(String version) {
        return pass(version, Mandate.CONVERGE, RESYNC);
    }

    /** A rollout, to where it does not move any more. */
    ComponentReport roll(String version) {
        begin();
        return goOn(version);
    }

    ComponentReport goOn(String version) {
        for (int i = 0; i < MOST_PASSES; i++) {
            var report = converge(version);
            if (!(report.standing() instanceof Standing.Moving moving)) {
                return report;
            }
            time.pass(moving.lookAgain());
        }
        throw new AssertionError("still moving after " + MOST_PASSES + " passes");
    }

    /** A look, whatever is remembered. */
    ComponentReport look(String version) {
        return pass(version, Mandate.OBSERVE, Duration.ZERO);
    }

    ComponentReport tend(String version) {
        return pass(version, Mandate.TEND, Duration.ZERO);
    }

    List<String> preview(String version) {
        return controller.preview("shop", "web", site, new PinnedComponent.Version(version), state);
    }

    Journal<SiteState> journal() {
        return new Saving();
    }

    private final class Saving implements Journal<SiteState> {
        @Override
        public void save(SiteState next) {
            String version = store.write("state/shop", next.toString(), stored());
            state = next;
            saves += version.isEmpty() ? 0 : 1;
        }

        private @Nullable String stored() {
            var document = store.read("state/shop");
            return document == null ? null : document.version();
        }

        @Override
        public void record(String what) {
            timeline.add(what);
        }
    }
}
