package dev.belay.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux counts of a process, and its JVM, where it has one.
 *
 * @param pid its number
 */
public record Proc(long pid) {
    private static final long TICK_MILLIS = 10;
    private static final int USER_TIME = 11;

    /** User and system time so far; it counts in hundredths of a second. */
    public long cpuMillis() {
        String line = String.join(" ", lines("stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) * TICK_MILLIS;
    }

    /** Most that was resident since it began, or since {@link #forgetPeak}; 0: it has ended. */
    public long peakMebibytes() {
        return mebibytes("VmHWM:");
    }

    /** What is resident; 0: it has ended. */
    public long residentMebibytes() {
        return mebibytes("VmRSS:");
    }

    /** Makes the peak what is resident now. */
    public void forgetPeak() {
        try {
            Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Bytes of objects that are in use: the JVM collects its garbage first.
     *
     * @throws IOException when it is not a JVM of this kind
     */
    public long live() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        List<String> histogram = asked.inputReader().lines().toList();
        asked.waitFor();
        return histogram.stream()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", -1)[2]))
                .findFirst()
                .orElseThrow(() -> new IOException("no histogram of " + pid + ": " + histogram));
    }

    private long mebibytes(String name) {
        return lines("status").stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(0);
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/" + file));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            return List.of(); // it ended while it was read
        }
    }
}
