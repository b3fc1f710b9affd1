package dev.belay.store.directory;

import dev.belay.model.Failure;
import dev.belay.store.ContentHash;
import dev.belay.store.DocumentPath;
import dev.belay.store.DocumentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Documents below {@code DIR/.belay}, as plain JSON files. Versions are content hashes. */
final class DirectoryDocuments implements DocumentStore {
    private static final String SUFFIX = ".json";

    private final Root root;
    private final ReentrantLock writing = new ReentrantLock();

    DirectoryDocuments(Root root) {
        this.root = root;
    }

    @Override
    public @Nullable Document read(String path) {
        DocumentPath.of(path);
        root.look();
        byte[] content = bytes(path);
        return content == null
                ? null
                : new Document(new String(content, StandardCharsets.UTF_8), ContentHash.of(content));
    }

    @Override
    public String write(String path, String content, @Nullable String expected) {
        DocumentPath.of(path);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            root.look();
            byte[] stored = bytes(path);
            if (!Objects.equals(stored == null ? null : ContentHash.of(stored), expected)) {
                throw new Failure.Conflict(path + " was " + (stored == null ? "deleted" : "changed") + " meanwhile")
                        .asException();
            }
            Disk.replace(file(path), bytes);
            return ContentHash.of(bytes);
        } catch (IOException e) {
            throw Disk.failure("write " + file(path), e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void delete(String path) {
        DocumentPath.of(path);
        writing.lock();
        try {
            root.look();
            Disk.delete(file(path));
        } catch (IOException e) {
            throw Disk.failure("delete " + file(path), e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public List<String> list(String folder) {
        Root.Seen seen = root.look();
        Path ours = seen.real().resolve(Root.OURS);
        Path top = ours.resolve(folder);
        if (!Files.exists(top)) {
            root.requireStill(seen);
            return List.of();
        }
        try (var files = Files.walk(top)) {
            List<String> paths = files.filter(file -> isDocument(String.valueOf(file.getFileName())))
                    .map(file -> ours.relativize(file).toString())
                    .map(path -> path.substring(0, path.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
            root.requireStill(seen);
            return paths;
        } catch (UncheckedIOException e) {
            throw Disk.failure("list " + top, Disk.cause(e));
        } catch (IOException e) {
            throw Disk.failure("list " + top, e);
        }
    }

    @Override
    public SortedMap<String, String> versions(String folder) {
        var versions = new TreeMap<String, String>();
        for (String path : list(folder)) {
            byte[] content = bytes(path);
            if (content != null) {
                versions.put(path, ContentHash.of(content));
            }
        }
        return versions;
    }

    private static boolean isDocument(String fileName) {
        return !fileName.startsWith(".") && fileName.endsWith(SUFFIX);
    }

    private Path file(String path) {
        return root.path().resolve(Root.OURS).resolve(path + SUFFIX);
    }

    private byte @Nullable [] bytes(String path) {
        Path file = file(path);
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw Disk.failure("read " + file, e);
        }
    }
}
