package dev.belay.bench.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel and the JVM say of a process. */
record ProcessFigures(long pid) {
    private static final double TICKS_A_SECOND = 100;

    /** Seconds of a processor that it has used. */
    double cpu() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // The name, in parentheses, may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    /** What is resident now, in MiB. */
    int resident() throws IOException {
        return status("VmRSS");
    }

    /** The most that was. */
    int mostResident() throws IOException {
        return status("VmHWM");
    }

    private int status(String field) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Bytes of objects that are in use: the JVM collects its garbage first. */
    long live() throws IOException, InterruptedException {
        return histogram().stream()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", -1)[2]))
                .findFirst()
                .orElseThrow();
    }

    /** The JVM's own list of objects in use, by class. */
    List<String> histogram() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        List<String> lines = asked.inputReader().lines().toList();
        asked.waitFor();
        return lines;
    }
}
