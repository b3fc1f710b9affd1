package dev.belay.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * {@code make bench}: runs all benchmarks, classes named {@code …Bench} in the package of what they measure or in this one, or
 * those whose names match the arguments.
 */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] arguments) throws RunnerException {
        // Else the forks would inherit what makes our short-lived programs start faster, and the optimising compiler
        // would be off.
        var options = new OptionsBuilder().jvmArgs().addProfiler(GCProfiler.class);
        if (arguments.length == 0) {
            options.include("^dev\\.belay\\..*Bench\\.");
        }
        for (String name : arguments) {
            options.include(name);
        }
        new Runner(options.build()).run();
    }
}
