package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Many runs, a seed each. {@code -Dbelay.seeds=N} runs so many, {@code -Dbelay.seed=N} that one alone, with all that it did. */
final class Seeds {
    private Seeds() {}

    /** Runs them side by side; those that fail are shown together. */
    static void run(long usually, LongConsumer simulation) {
        Long one = Long.getLong("belay.seed");
        long seeds = Long.getLong("belay.seeds", usually);
        long[] all = one == null ? LongStream.rangeClosed(1, seeds).toArray() : new long[] {one};
        List<AssertionError> failures = LongStream.of(all)
                .parallel()
                .boxed()
                .flatMap(seed -> broken(seed, simulation).stream())
                .toList();
        assertThat(failures).as("%d of %d seeds", failures.size(), all.length).isEmpty();
    }

    private static List<AssertionError> broken(long seed, LongConsumer simulation) {
        try {
            simulation.accept(seed);
            return List.of();
        } catch (AssertionError e) {
            return List.of(e);
        }
    }
}
