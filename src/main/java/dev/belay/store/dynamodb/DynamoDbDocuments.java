package dev.belay.store.dynamodb;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.store.DocumentPath;
import dev.belay.store.DocumentStore;
import dev.belay.store.Gzip;
import dev.belay.store.Writer;
import dev.belay.store.Writer.Stamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Documents as items: the path's first segment is the kind, the rest the name, the content compressed. What is larger
 * than an item may be is stored in parts first, which the document's own item then names: that one write makes them
 * count. Parts are of one write only, named after it, so that no other write can overwrite or delete what a reader needs.
 * The version is the stamp of the write.
 */
final class DynamoDbDocuments implements DocumentStore {
    private static final String CONTENT = "content";
    private static final String PARTS = "parts";

    /** Below the 400 KB of an item, its names and other attributes included. */
    private static final int LARGEST = 350_000;

    /** How often a reader that finds a part gone, since the document was replaced meanwhile, begins anew. */
    private static final int ATTEMPTS = 5;

    private final Table table;
    private final Writer writer;

    DynamoDbDocuments(Table table, Writer writer) {
        this.table = table;
        this.writer = writer;
    }

    @Override
    public @Nullable Document read(String path) {
        DocumentPath at = DocumentPath.of(path);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var head = table.get(at.folder(), at.rest());
            if (head.isEmpty()) {
                return null;
            }
            byte[] content = content(head);
            if (content != null) {
                return new Document(text(at, content), version(head));
            }
        }
        throw new Failure.Unavailable(
                        "parts of " + place(at) + " are missing, or it changes faster than it can be read")
                .asException();
    }

    private String text(DocumentPath at, byte[] content) {
        try {
            return Gzip.text(content);
        } catch (IOException e) {
            throw new FailureException(new Failure.Invalid(place(at) + " is damaged: " + e.getMessage()), e);
        }
    }

    /** Null: a part is gone. */
    private byte @Nullable [] content(Map<String, AttributeValue> head) {
        var bytes = new ByteArrayOutputStream();
        AttributeValue whole = head.get(CONTENT);
        if (whole != null && whole.b() != null) {
            bytes.writeBytes(whole.b().asByteArrayUnsafe());
        }
        for (String name : parts(head)) {
            AttributeValue part = table.get(PARTS, name).get(CONTENT);
            if (part == null || part.b() == null) {
                return null;
            }
            bytes.writeBytes(part.b().asByteArrayUnsafe());
        }
        return bytes.toByteArray();
    }

    @Override
    public String write(String path, String content, @Nullable String expected) {
        DocumentPath at = DocumentPath.of(path);
        Stamp stamp = writer.stamp();
        Condition condition = expected == null ? Condition.absent() : isVersion(expected);
        byte[] bytes = Gzip.compressed(content);
        List<String> parts = bytes.length <= LARGEST ? List.of() : store(at, stamp, bytes);
        Map<String, AttributeValue> head = new LinkedHashMap<>(Table.stamp(stamp));
        if (parts.isEmpty()) {
            head.put(CONTENT, binary(bytes));
        } else {
            head.put(
                    PARTS,
                    AttributeValue.fromL(
                            parts.stream().map(AttributeValue::fromS).toList()));
        }
        List<String> unused = new ArrayList<>(parts);
        try {
            String version = Writer.settled(
                    () -> {
                        List<String> replaced = parts(table.put(at.folder(), at.rest(), head, condition));
                        unused.clear();
                        unused.addAll(replaced);
                        return stamp.toString();
                    },
                    () -> {
                        if (!Table.isStamped(table.get(at.folder(), at.rest()), stamp)) {
                            return null;
                        }
                        unused.clear();
                        return stamp.toString();
                    });
            discard(unused);
            return version;
        } catch (FailureException e) {
            // Only a lost race is sure to have stored nothing; else the parts may be in use.
            if (e.failure() instanceof Failure.Conflict) {
                discard(unused);
            }
            throw e;
        }
    }

    private List<String> store(DocumentPath at, Stamp stamp, byte[] bytes) {
        List<String> names = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += LARGEST) {
            String name = at + "#" + stamp + "#" + names.size();
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + LARGEST));
            table.put(PARTS, name, Map.of(CONTENT, binary(part)), Condition.none());
            names.add(name);
        }
        return names;
    }

    /** What is left behind here costs a little room until the document is deleted, so a failure is none. */
    private void discard(List<String> parts) {
        for (String part : parts) {
            try {
                table.delete(PARTS, part, Condition.none());
            } catch (FailureException ignored) {
                return;
            }
        }
    }

    @Override
    public void delete(String path) {
        DocumentPath at = DocumentPath.of(path);
        table.delete(at.folder(), at.rest(), Condition.none());
        table.heads(PARTS, at + "#")
                .forEach(part -> table.delete(PARTS, Table.text(part, Table.NAME), Condition.none()));
    }

    @Override
    public List<String> list(String folder) {
        return List.copyOf(versions(folder).keySet());
    }

    @Override
    public SortedMap<String, String> versions(String folder) {
        int slash = folder.indexOf('/');
        String kind = slash < 0 ? folder : folder.substring(0, slash);
        String start = slash < 0 ? "" : folder.substring(slash + 1) + "/";
        var versions = new TreeMap<String, String>();
        table.heads(kind, start)
                .forEach(head -> versions.put(kind + "/" + Table.text(head, Table.NAME), version(head)));
        return versions;
    }

    private String place(DocumentPath at) {
        return table.place(at.folder(), at.rest());
    }

    private static AttributeValue binary(byte[] bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
    }

    private static List<String> parts(Map<String, AttributeValue> head) {
        AttributeValue parts = head.get(PARTS);
        return parts == null
                ? List.of()
                : parts.l().stream().map(AttributeValue::s).toList();
    }

    private static String version(Map<String, AttributeValue> head) {
        AttributeValue sequence = head.get(Table.SEQUENCE);
        return Table.text(head, Table.WRITER) + "#" + (sequence == null ? "" : sequence.n());
    }

    private static Condition isVersion(String version) {
        int hash = version.lastIndexOf('#');
        if (hash < 0) {
            throw new Failure.Conflict("no version of a document: " + version).asException();
        }
        return Condition.unchanged(
                Map.of(
                        Table.WRITER, AttributeValue.fromS(version.substring(0, hash)),
                        Table.SEQUENCE, AttributeValue.fromN(version.substring(hash + 1))),
                List.of());
    }
}
