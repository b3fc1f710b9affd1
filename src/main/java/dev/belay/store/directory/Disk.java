package dev.belay.store.directory;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all, also after a power cut. */
final class Disk {
    private Disk() {}

    /** What an exception means; {@code what} is the attempt in words. */
    static FailureException failure(String what, IOException e) {
        String message = "can't " + what + ": " + reason(e);
        return new FailureException(
                switch (e) {
                    case AccessDeniedException denied -> new Failure.Denied(message);
                    case NoSuchFileException missing -> new Failure.NotFound(message);
                    default -> new Failure.Unavailable(message);
                },
                e);
    }

    /** What an exception carries that was thrown within an iteration. */
    static IOException cause(RuntimeException e) {
        return e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }

    /** The cause in words; some exceptions of files say only the file's name. */
    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "access denied";
            case NoSuchFileException missing -> "it is not there";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    /** Replaces a file in one step. Where it is a link, what it leads to is replaced and the link stays. */
    static void replace(Path file, byte[] content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file;
        Path folder = parent(target);
        create(folder);
        // Hidden, so that a listing never takes it for a record; in the same folder, since a move elsewhere is a copy.
        Path draft = folder.resolve("." + target.getFileName() + ".new");
        try (var channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folder);
    }

    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            sync(parent(file));
        }
    }

    private static void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            create(parent(folder));
            Files.createDirectories(folder);
            sync(parent(folder));
        }
    }

    /** A new name is durable only once its folder is. */
    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path parent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(file + " has no folder");
        }
        return parent;
    }
}
