package dev.belay.store.directory;

import dev.belay.model.RecordKind;
import dev.belay.store.DocumentStore;
import dev.belay.store.RecordCodec;
import dev.belay.store.RecordStore;
import dev.belay.store.SampleRecords;
import dev.belay.store.StoreUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of records, and a person with an editor. */
final class LocalDirectory implements StoreUnderTest {
    private final Path path;
    private final DirectoryStore store;

    LocalDirectory(Path parent) {
        path = parent.resolve("records");
        doing(() -> Files.createDirectory(path));
        store = DirectoryStore.open(path);
    }

    private interface Doing {
        Object run() throws IOException;
    }

    private static void doing(Doing doing) {
        try {
            doing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public RecordStore records() {
        return store;
    }

    @Override
    public DocumentStore documents() {
        return store;
    }

    private Path file(RecordKind kind, String name) {
        return path.resolve(kind.folder()).resolve(name + ".yaml");
    }

    private void put(RecordKind kind, String name, byte[] content) {
        doing(() -> Files.createDirectories(path.resolve(kind.folder())));
        doing(() -> Files.write(file(kind, name), content));
    }

    @Override
    public void edit(RecordKind kind, String name, String reason) {
        String text = RecordCodec.toYaml(SampleRecords.record(kind, name, reason));
        put(kind, name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void remove(RecordKind kind, String name) {
        doing(() -> Files.deleteIfExists(file(kind, name)));
    }

    @Override
    public void spoil(RecordKind kind, String name) {
        put(kind, name, new byte[] {(byte) 0xff, (byte) 0xfe});
    }

    @Override
    public void goAway() {
        doing(() -> Files.move(path, path.resolveSibling("unmounted")));
    }

    @Override
    public void comeBack() {
        doing(() -> Files.move(path.resolveSibling("unmounted"), path));
    }

    @Override
    public void close() {
        store.close();
    }
}
