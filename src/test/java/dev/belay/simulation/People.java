package dev.belay.simulation;

import dev.belay.simulation.Receivers.Mood;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/** What people, and machines that are not ours, do in the course of some minutes, as a seed has it. */
final class People implements Simulation.Script {
    private static final List<Mood> MOODS = List.of(Mood.values());
    private static final List<String> VERSIONS =
            List.of("v1", "v2", "v3", "v1", "v2", "v3", Builds.CRASHING, Builds.SICK, Builds.FLAKY);

    private static final List<String> KEYS =
            List.of("index.html", "data.json", "logo.svg", "robots.txt", "assets/app-v1.js", "assets/style-v2.css");

    private final double faults;
    private final BiConsumer<Simulation, RandomGenerator> trouble;

    /**
     * @param faults the share of calls that go wrong while people are at work; afterwards none does
     */
    People(double faults) {
        this(faults, (it, random) -> {});
    }

    /** @param trouble what befalls the daemons after each deed */
    People(double faults, BiConsumer<Simulation, RandomGenerator> trouble) {
        this.faults = faults;
        this.trouble = trouble;
    }

    @Override
    public void play(Simulation it) {
        RandomGenerator random = it.random();
        it.world().invalidationsTake(Duration.ofSeconds(random.nextInt(2, 40)));
        if (random.nextInt(4) == 0) {
            it.world().site().encrypt();
        }
        it.telling(random.nextBoolean() ? "revert" : "hold");
        it.world().health().wavers(random.nextInt(4) == 0);
        for (String version : Builds.GOOD) {
            if (random.nextInt(3) == 0) {
                it.world().register(version);
            }
        }
        it.world().fates(new SeededFates(it.world().random(), faults));
        it.pin(Builds.GOOD.get(random.nextInt(3)));
        int deeds = random.nextInt(2, 7);
        for (int i = 0; i < deeds; i++) {
            it.pass(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(240_000) : random.nextInt(25_000)));
            deed(it, random);
            trouble.accept(it, random);
        }
        it.pass(Duration.ofMillis(random.nextInt(30_000)));
        it.world().fates(Fate.Fates.KIND);
        it.lift();
        it.world().health().wavers(false);
        it.world().health().failsFor(Duration.ZERO);
        it.world().receivers().allAre(Mood.FINE);
        String last = Builds.GOOD.get(random.nextInt(3));
        it.pinAnew(last);
        it.converges(last);
        it.everybodyIsTold();
    }

    private static void deed(Simulation it, RandomGenerator random) {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> it.pin(VERSIONS.get(random.nextInt(VERSIONS.size())));
            case 4 -> it.moveService(Builds.GOOD.get(random.nextInt(3)));
            case 5 -> it.overwrite(KEYS.get(random.nextInt(KEYS.size())));
            case 6 -> it.remove(KEYS.get(random.nextInt(KEYS.size())));
            case 7 -> it.scale(random.nextInt(1, 5));
            case 8 -> it.suspend();
            case 9 -> it.lift();
            case 10 -> it.spoilPin();
            case 11 -> it.freeze();
            case 12 -> it.world().health().failsFor(Duration.ofSeconds(random.nextInt(60)));
            case 13 -> it.pinBarrier(VERSIONS.get(random.nextInt(VERSIONS.size())));
            case 14 ->
                it.world()
                        .receivers()
                        .mood(
                                Receivers.NAMES.get(random.nextInt(Receivers.NAMES.size())),
                                MOODS.get(random.nextInt(MOODS.size())));
            default -> {
                it.staysDownFor(Duration.ofMillis(random.nextInt(60_000)));
                it.crash();
            }
        }
    }
}
