package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One thing goes wrong at each single call of a story that writes anything, be it in AWS or in the store, one run for each. Renewals of a lease
 * are none of the story's.
 */
record EachWrite(int replicas, Fate fate) {
    private static final long SEED = 482;

    /** Runs them all, and returns the story's writes. */
    List<String> of(Function<Fate.Fates, Simulation.Script> story) {
        var writes = new At(Integer.MAX_VALUE, fate);
        Simulation.run(SEED, replicas, story.apply(writes));
        List<String> failures = IntStream.range(0, writes.seen.size())
                .parallel()
                .boxed()
                .flatMap(i -> broken(i, story).map(how -> writes.seen.get(i) + ": " + how).stream())
                .toList();
        assertThat(failures).as("of %d writes", writes.seen.size()).isEmpty();
        return writes.seen;
    }

    private Optional<String> broken(int write, Function<Fate.Fates, Simulation.Script> story) {
        try {
            Simulation.run(SEED, replicas, story.apply(new At(write, fate)));
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(fate + " at write " + write + ": " + e.getMessage());
        }
    }

    /** Something goes wrong at one write, the rest is well. */
    private static final class At implements Fate.Fates {
        private final int index;
        private final Fate fate;
        private final List<String> seen = new ArrayList<>();

        At(int index, Fate fate) {
            this.index = index;
            this.fate = fate;
        }

        @Override
        public Fate of(Call call) {
            if (call.kind() != Call.Kind.WRITE || call.toString().startsWith("documents.write lease/")) {
                return new Fate.Fine();
            }
            seen.add(call.toString());
            return seen.size() == index + 1 ? fate : new Fate.Fine();
        }
    }
}
