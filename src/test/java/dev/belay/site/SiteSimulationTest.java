package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.belay.model.ComponentReport;
import dev.belay.model.Failure;
import dev.belay.model.Mandate;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import dev.belay.store.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Moves under faults. After every call: an entry that is live names only assets that are there, and what is not ours is there still.
 * In the end: the build is live, byte for byte and header for header.
 */
class SiteSimulationTest {
    private static final int SEEDS = 400;
    private static final int MOST_PASSES = 400;

    /** At least as many calls as a rollout of this size makes. */
    private static final int A_ROLLOUT = 50;

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A stage whose calls can be broken, and which is looked at after each. */
    private static final class World implements MemorySite.Faults, MemoryStore.Faults {
        final Stage stage = new Stage();
        private Consumer<String> before = call -> {};
        private Consumer<String> after = call -> {};
        private boolean crashed;
        private boolean watching = true;

        World(boolean encrypted, Duration keepOld) {
            if (encrypted) {
                stage.aws.encrypt();
            }
            stage.site = Sites.site(stage.site.live(), List.of(), List.of("E1"), keepOld, Site.Foreign.KEEP);
            for (String version : List.of("v1", "v2", "v3")) {
                stage.build(version, texts(version));
            }
            stage.aws.put(
                    "builds",
                    "v3/same.js",
                    "same",
                    Map.of("content-type", "text/javascript", "cache-control", "no-cache"));
            stage.live("stray.txt", "somebody's");
            stage.aws.faults(this);
            stage.store.faults(this);
        }

        static SortedMap<String, String> texts(String version) {
            var texts = new TreeMap<String, String>();
            texts.put("index.html", "shared.js app-" + version + ".js");
            texts.put("app-" + version + ".js", version);
            texts.put("page-" + version + ".html", "app-" + version + ".js");
            texts.put("shared.js", "for " + version);
            texts.put("same.js", "same");
            return texts;
        }

        @Override
        public void before(String call) {
            if (crashed) {
                throw new Crash();
            }
            before.accept(call);
        }

        @Override
        public void after(String call) {
            if (watching) {
                promises(call);
            }
            after.accept(call);
        }

        void crash() {
            crashed = true;
            throw new Crash();
        }

        /** Passes until it rests, the daemon started again after each crash. */
        ComponentReport roll(String version) {
            stage.begin();
            for (int i = 0; i < MOST_PASSES; i++) {
                try {
                    var report = stage.converge(version);
                    switch (report.standing()) {
                        case Standing.Moving moving -> stage.time.pass(moving.lookAgain());
                        case Standing.Hindered hindered -> stage.time.pass(Duration.ofSeconds(1));
                        case Standing.Unknown unknown -> stage.time.pass(Duration.ofSeconds(1));
                        case Standing.Synced s -> {
                            return report;
                        }
                        case Standing.Differs d -> fail("converging came to " + d);
                        case Standing.Stalled s -> fail("converging came to " + s);
                        case Standing.Ended e -> fail("converging came to " + e);
                    }
                } catch (Crash e) {
                    crashed = false;
                    stage.restart();
                }
            }
            return fail("not there after " + MOST_PASSES + " passes");
        }

        private void promises(String call) {
            var live = stage.aws.texts("live");
            live.forEach((key, text) -> {
                if (key.endsWith(".html")) {
                    for (String named : text.split(" ", -1)) {
                        assertThat(live).as("after %s, %s", call, key).containsKey(named);
                    }
                }
            });
            assertThat(live).as("after %s", call).containsKey("stray.txt");
        }

        void isLive(String version) {
            var live = stage.aws.texts("live");
            assertThat(live).containsAllEntriesOf(texts(version));
            texts(version)
                    .keySet()
                    .forEach(key -> assertThat(stage.aws.headers("live", key))
                            .as(key)
                            .isEqualTo(stage.aws.headers("builds", version + "/" + key)));
        }
    }

    @Test
    void a_crash_before_or_after_any_call_loses_nothing_and_makes_nothing_twice() {
        for (boolean encrypted : new boolean[] {false, true}) {
            int n = 0;
            while (crashAt(n, encrypted)) {
                n++;
            }
            assertThat(n).isGreaterThan(A_ROLLOUT);
        }
    }

    /** Whether there is a call of that number. */
    private static boolean crashAt(int number, boolean encrypted) {
        var world = new World(encrypted, Duration.ZERO);
        world.roll("v1");
        int[] seen = {0};
        Consumer<String> crashing = call -> {
            if (seen[0]++ == number) {
                world.crash();
            }
        };
        world.before = crashing;
        world.after = crashing;
        assertThat(world.roll("v2").standing()).as("crash at %s", number).isEqualTo(new Standing.Synced());
        world.isLive("v2");
        assertThat(world.stage.aws.invalidations("E1"))
                .as("crash at %s", number)
                .hasSize(2);
        assertThat(world.stage.aws.texts("live")).doesNotContainKey("app-v1.js");
        return seen[0] > number;
    }

    @Test
    void every_seed_of_mixed_faults_ends_with_the_build_live() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                mixed(new SplittableRandom(seed));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void mixed(SplittableRandom random) {
        var world = new World(random.nextBoolean(), random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(2));
        world.before = call -> {
            switch (random.nextInt(40)) {
                case 0 -> throw new Failure.Throttled("SlowDown").asException();
                case 1 -> throw new Failure.Unavailable("503").asException();
                case 2 -> world.crash();
                case 3 -> world.stage.time.pass(Duration.ofMillis(900));
                default -> {}
            }
        };
        world.after = call -> {
            switch (random.nextInt(40)) {
                case 0 -> throw new Failure.Unavailable("reply lost: " + call).asException();
                case 1 -> world.crash();
                default -> {}
            }
        };
        for (int i = 0; i < 4; i++) {
            String version = "v" + (1 + random.nextInt(3));
            world.roll(version);
            world.isLive(version);
            world.stage.time.pass(Duration.ofSeconds(random.nextInt(200)));
            tend(world, version);
        }
    }

    private static void tend(World world, String version) {
        try {
            world.stage.pass(version, Mandate.TEND, Duration.ZERO);
        } catch (Crash e) {
            world.crashed = false;
            world.stage.restart();
        }
    }

    @Test
    void calls_that_land_late_are_drift_and_put_right() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                late(new SplittableRandom(seed));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void late(SplittableRandom random) {
        var world = new World(random.nextBoolean(), Duration.ZERO);
        world.stage.aws.faults(new MemorySite.Faults() {
            @Override
            public boolean lands(String call) {
                return random.nextInt(8) != 0;
            }
        });
        world.roll("v1");
        world.roll("v2");
        world.stage.time.pass(Duration.ofSeconds(5));
        world.watching = false;
        world.stage.aws.faults(new MemorySite.Faults() {});
        world.stage.aws.landLate();
        if (!(world.stage.look("v2").standing() instanceof Standing.Synced)) {
            world.roll("v2");
        }
        world.isLive("v2");
    }
}
