package dev.belay.store.directory;

import dev.belay.model.Failure;
import dev.belay.model.RecordKind;
import dev.belay.store.ContentHash;
import dev.belay.store.Node;
import dev.belay.store.RecordFile;
import dev.belay.store.RecordListing;
import dev.belay.store.RecordName;
import dev.belay.store.RecordStore;
import dev.belay.store.StoredRecord;
import dev.belay.store.StoredRecord.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The records of a directory, {@code DIR/{targets,pins,holds}/NAME.{yaml,yml,json}}. It takes no lock, so it also serves
 * to look at a directory that a daemon holds. A missing folder is empty; a missing directory is a failure. Links are
 * followed, as mounted ConfigMaps need it. Revisions are content hashes.
 */
public final class DirectoryRecords implements RecordStore {
    private final Root root;
    private final ReentrantLock writing = new ReentrantLock();

    /** Nothing is touched before the first call. */
    public DirectoryRecords(Path directory) {
        this.root = new Root(directory);
    }

    @Override
    public RecordListing list(@Nullable RecordListing previous) {
        Root.Seen seen = root.look();
        List<StoredRecord> records = new ArrayList<>();
        for (RecordKind kind : RecordKind.values()) {
            files(seen.real(), kind).forEach((name, files) -> {
                StoredRecord record = load(kind, name, files);
                if (record != null) {
                    records.add(record);
                }
            });
        }
        root.requireStill(seen);
        return RecordListing.of(records, previous);
    }

    @Override
    public @Nullable StoredRecord read(RecordKind kind, String name) {
        Root.Seen seen = root.look();
        List<Path> files = files(seen.real(), kind).getOrDefault(name, List.of());
        return load(kind, name, files);
    }

    @Override
    public String write(RecordKind kind, String name, Node.Mapping record, @Nullable String expected) {
        RecordName.require(name);
        return changing("write " + kind.word() + " " + name, () -> {
            List<Path> files = unambiguous(kind, name);
            requireUnmoved(kind, name, load(kind, name, files), expected);
            Path file = files.isEmpty()
                    ? root.path().resolve(kind.folder()).resolve(RecordFile.fileName(name))
                    : files.getFirst();
            byte[] content = RecordFile.bytes(String.valueOf(file.getFileName()), record);
            Disk.replace(file, content);
            return ContentHash.of(content);
        });
    }

    @Override
    public void delete(RecordKind kind, String name, String expected) {
        RecordName.require(name);
        changing("delete " + kind.word() + " " + name, () -> {
            List<Path> files = unambiguous(kind, name);
            if (!files.isEmpty()) {
                requireUnmoved(kind, name, load(kind, name, files), expected);
                Disk.delete(files.getFirst());
            }
            return expected;
        });
    }

    private interface Change {
        String make() throws IOException;
    }

    private String changing(String what, Change change) {
        writing.lock();
        try {
            return change.make();
        } catch (IOException e) {
            throw Disk.failure(what, e);
        } finally {
            writing.unlock();
        }
    }

    private static void requireUnmoved(
            RecordKind kind, String name, @Nullable StoredRecord stored, @Nullable String expected) {
        if (!Objects.equals(stored == null ? null : stored.revision(), expected)) {
            String now =
                    stored == null ? "is not there" : expected == null ? "is there already" : "was changed meanwhile";
            throw new Failure.Conflict(kind.word() + " " + name + " " + now).asException();
        }
    }

    private List<Path> unambiguous(RecordKind kind, String name) {
        List<Path> files = files(root.look().real(), kind).getOrDefault(name, List.of());
        if (files.size() > 1) {
            throw new Failure.Invalid(kind.word() + " " + name + " is there more than once: " + files).asException();
        }
        return files;
    }

    /** Files that hold records by the records' names. */
    private SortedMap<String, List<Path>> files(Path real, RecordKind kind) {
        SortedMap<String, List<Path>> files = new TreeMap<>();
        Path folder = real.resolve(kind.folder());
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path file : entries) {
                String fileName = String.valueOf(file.getFileName());
                RecordFile.recordName(fileName)
                        .ifPresent(name -> files.computeIfAbsent(name, n -> new ArrayList<>())
                                .add(root.path().resolve(kind.folder()).resolve(fileName)));
            }
        } catch (NoSuchFileException e) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw Disk.failure("list " + folder + ", a link", e);
            }
        } catch (DirectoryIteratorException e) {
            throw Disk.failure("list " + folder, Disk.cause(e));
        } catch (IOException e) {
            throw Disk.failure("list " + folder, e);
        }
        return files;
    }

    /** Null: there is no file, or it went away since the listing. */
    private static @Nullable StoredRecord load(RecordKind kind, String name, List<Path> files) {
        if (files.isEmpty()) {
            return null;
        }
        List<String> names = files.stream().map(String::valueOf).sorted().toList();
        String place = String.join(", ", names);
        if (names.size() > 1) {
            return new StoredRecord(
                    kind,
                    name,
                    place,
                    ContentHash.of(place.getBytes(StandardCharsets.UTF_8)),
                    RecordFile.ambiguous(names));
        }
        Path file = files.getFirst();
        try {
            if (!Files.isRegularFile(file)) {
                return missing(file) ? null : unreadable(kind, name, place, "it is not a file, or a link to none");
            }
            long size = Files.size(file);
            if (size > RecordFile.LARGEST) {
                return new StoredRecord(kind, name, place, "size-" + size, RecordFile.tooLarge(size));
            }
            byte[] bytes = Files.readAllBytes(file);
            return new StoredRecord(kind, name, place, ContentHash.of(bytes), RecordFile.content(bytes));
        } catch (NoSuchFileException e) {
            return missing(file) ? null : unreadable(kind, name, place, "it is a link to nothing");
        } catch (IOException e) {
            return unreadable(kind, name, place, Disk.reason(e));
        }
    }

    private static boolean missing(Path file) {
        return !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static StoredRecord unreadable(RecordKind kind, String name, String place, String why) {
        return new StoredRecord(kind, name, place, "unreadable", new Content.Unreadable(why));
    }
}
