package dev.belay.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The microbenchmarks of {@code make bench}: classes named {@code …Bench} in the package of what they measure or in this one, or
 * those whose names match the arguments. Prints a table: how long a call takes, and how much it allocates.
 */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] arguments) throws RunnerException {
        // Else the forks would inherit what makes our short-lived programs start faster, and the optimising compiler
        // would be off.
        var options = new OptionsBuilder()
                .jvmArgs("--sun-misc-unsafe-memory-access=allow") // JMH's own
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (arguments.length == 0) {
            options.include("^dev\\.belay\\..*Bench\\.");
        }
        for (String name : arguments) {
            options.include(name);
        }
        System.out.print(table(new Runner(options.build()).run()));
    }

    private static String table(Collection<RunResult> results) {
        return results.stream()
                .map(BenchMain::row)
                .collect(Collectors.joining(
                        "\n",
                        "| benchmark | with | a call takes | error | allocates |\n|---|---|---|---|---|\n",
                        "\n"));
    }

    private static String row(RunResult run) {
        Result<?> time = run.getPrimaryResult();
        Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
        BenchmarkParams params = run.getParams();
        String name = params.getBenchmark();
        String with = params.getParamsKeys().stream()
                .map(key -> key + " " + params.getParam(key))
                .collect(Collectors.joining(", "));
        String unit = time.getScoreUnit().replace("/op", "").replace("us", "µs");
        return "| `%s` | %s | %s %s | ± %s | %s |"
                .formatted(
                        name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                        with,
                        rounded(time.getScore()),
                        unit,
                        rounded(time.getScoreError()),
                        allocated == null ? "?" : bytes(allocated.getScore()));
    }

    private static String bytes(double bytes) {
        return bytes < 1_000
                ? rounded(bytes) + " B"
                : bytes < 1_000_000 ? rounded(bytes / 1_000) + " kB" : rounded(bytes / 1_000_000) + " MB";
    }

    private static String rounded(double figure) {
        return String.format(Locale.ROOT, figure < 10 ? "%.1f" : "%,.0f", figure);
    }
}
