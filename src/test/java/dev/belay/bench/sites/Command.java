package dev.belay.bench.sites;

import dev.belay.bench.Proc;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command that is run anew each time, such as {@code aws s3 sync}.
 *
 * @param arguments of it, {@code FROM} and {@code TO} stand for the places
 */
record Command(String name, List<String> arguments, Map<String, String> environment, S3Server server)
        implements Contestant {
    private static final int LOOK_MILLIS = 5;

    static final String LIVE = "live-of-commands";

    @Override
    public String prepare(Course course) {
        course.breakSite(server, LIVE);
        return LIVE;
    }

    @Override
    public Usage restore(Course course) throws Exception {
        return run(course);
    }

    @Override
    public Usage look(Course course) throws Exception {
        return run(course);
    }

    private Usage run(Course course) throws IOException, InterruptedException {
        var times = Files.createTempFile("times", ".txt");
        var line = new ArrayList<>(List.of(
                "bash",
                "-c",
                "TIMEFORMAT='%U %S'; { time \"$@\" >&3 2>&1; } 2>" + times + " 3>" + times + ".out",
                "bash"));
        for (String argument : arguments) {
            line.add(argument.replace("FROM", Course.BUILDS + "/" + course.place("good"))
                    .replace("TO", LIVE));
        }
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(new File("/dev/null"));
        builder.environment().putAll(environment);
        builder.environment().remove("AWS_CA_BUNDLE"); // not needed over plain HTTP, and rclone stumbles over it
        long begun = System.nanoTime();
        Process process = builder.start();
        long peak = 0;
        while (process.isAlive()) {
            peak = Math.max(
                    peak,
                    process.descendants()
                            .mapToLong(one -> new Proc(one.pid()).peakMebibytes())
                            .max()
                            .orElse(0));
            Thread.sleep(LOOK_MILLIS);
        }
        long said = System.nanoTime();
        Path output = Path.of(times + ".out");
        if (process.exitValue() != 0) {
            throw new IllegalStateException(name + " ended with " + process.exitValue() + ": "
                    + Files.readString(output).lines().limit(5).toList());
        }
        long cpu = 0;
        for (String seconds : Files.readString(times).trim().split(" ", -1)) {
            cpu += Math.round(Double.parseDouble(seconds) * 1_000);
        }
        Files.delete(times);
        Files.delete(output);
        return new Usage(begun, said, cpu, peak);
    }
}
