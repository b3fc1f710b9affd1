package dev.belay.store.directory;

import dev.belay.model.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lock file that keeps a second daemon out of a directory. The operating system lets go of it when the process ends,
 * however it ends; the file itself stays.
 */
final class DirectoryLock implements AutoCloseable {
    private final Root root;
    private Held held;

    private record Held(FileChannel channel, @Nullable Object key) {}

    private DirectoryLock(Root root) {
        this.root = root;
        this.held = acquire(root);
    }

    /** @throws dev.belay.model.FailureException with {@link Failure.Conflict} when another process holds it */
    static DirectoryLock take(Root root) {
        return new DirectoryLock(root);
    }

    /**
     * Before each write: the lock must still be the file that others would lock. Where the directory was exchanged, it is
     * taken anew.
     *
     * @throws dev.belay.model.FailureException with {@link Failure.Conflict} when another process was faster
     */
    synchronized void require() {
        root.look();
        if (!held.channel().isOpen()) {
            throw new Failure.Conflict("the lock of " + root.path() + " was given back").asException();
        }
        if (!Objects.equals(key(file(root)), held.key())) {
            Held fresh = acquire(root);
            release(held);
            held = fresh;
        }
    }

    @Override
    public synchronized void close() {
        release(held);
    }

    private static Path file(Root root) {
        return root.path().resolve(Root.OURS).resolve("lock");
    }

    private static @Nullable Object key(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private static Held acquire(Root root) {
        root.look();
        Path file = file(root);
        try {
            Files.createDirectories(file.resolveSibling("."));
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                String other = Files.readString(file).strip();
                channel.close();
                throw new Failure.Conflict("the directory " + root.path() + " is held by another belay, process "
                                + (other.isEmpty() ? "unknown" : other) + "; one daemon only for a directory")
                        .asException();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new Held(channel, key(file));
        } catch (IOException e) {
            throw Disk.failure("lock " + file, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held within this very process.
            return null;
        }
    }

    private static void release(Held held) {
        try {
            held.channel().close();
        } catch (IOException e) {
            throw Disk.failure("give back a lock", e);
        }
    }
}
