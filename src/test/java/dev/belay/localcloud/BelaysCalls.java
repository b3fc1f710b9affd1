package dev.belay.localcloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes down which operations Belay itself called in this process, each once, for the whole suite to be compared with what Belay says
 * that it needs. Belay is told from tests, demos and the {@code aws} command by the name that it gives with each request.
 */
final class BelaysCalls {
    /** The folder, where somebody wants to know. */
    private static final String FOLDER = System.getProperty("calls.noted", "");

    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    private BelaysCalls() {}

    static void note(String service, String operation, Request request) {
        boolean belays = request.header("user-agent").orElse("").startsWith("belay ");
        if (!FOLDER.isEmpty() && belays && KNOWN.add(service + ":" + operation)) {
            write(service + ":" + operation + "\n");
        }
    }

    private static synchronized void write(String line) {
        try {
            Path folder = Files.createDirectories(Path.of(FOLDER));
            Path file = folder.resolve(ProcessHandle.current().pid() + ".txt");
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
