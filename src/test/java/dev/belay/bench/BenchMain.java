package dev.belay.bench;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** {@code make bench}: runs the benchmarks of this package, or those whose names match the arguments. */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] arguments) throws RunnerException {
        var options = new OptionsBuilder();
        if (arguments.length == 0) {
            options.include("^" + BenchMain.class.getPackageName().replace(".", "\\.") + "\\.");
        }
        for (String name : arguments) {
            options.include(name);
        }
        new Runner(options.build()).run();
    }
}
