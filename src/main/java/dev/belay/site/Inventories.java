package dev.belay.site;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.S3Place;
import dev.belay.store.DocumentStore;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Inventories and ledgers as durable documents: {@code inventories/TARGET/COMPONENT/…}. */
final class Inventories {
    private static final int LONGEST = 80;
    private static final int SHORT_DIGEST = 8;

    private final DocumentStore documents;

    Inventories(DocumentStore documents) {
        this.documents = documents;
    }

    /**
     * A document's content with what its next write has to name.
     *
     * @param revision null: it was never written
     */
    record Stored<T>(T value, @Nullable String revision) {}

    /** Where the inventory of a version's build is kept. A build elsewhere is another build. */
    static String name(String target, String component, String version, S3Place source) {
        String readable = plain(version);
        String digest = Headers.digest(version + "\n" + source).substring(0, SHORT_DIGEST);
        return "inventories/%s/%s/versions/%s-%s"
                .formatted(target, component, readable.substring(0, Math.min(LONGEST, readable.length())), digest);
    }

    /** Where the ledger of a live place is kept. What is known of one place says nothing of another. */
    static String ledgerName(String target, String component, S3Place live) {
        String digest = Headers.digest(live.toString()).substring(0, SHORT_DIGEST);
        return "inventories/" + target + "/" + component + "/ledger-" + digest;
    }

    /** Null: this build was never resolved. */
    @Nullable
    Stored<Inventory> inventory(String name) {
        return read(name, InventoryJson::read);
    }

    Stored<Ledger> ledger(String name) {
        Stored<Ledger> stored = read(name, LedgerJson::read);
        return stored == null ? new Stored<>(Ledger.EMPTY, null) : stored;
    }

    Stored<Inventory> save(String name, Inventory inventory, @Nullable String expected) {
        return new Stored<>(inventory, documents.write(name, InventoryJson.write(inventory), expected));
    }

    Stored<Ledger> save(String name, Ledger ledger, @Nullable String expected) {
        return new Stored<>(ledger, documents.write(name, LedgerJson.write(ledger), expected));
    }

    /** Adds to a ledger that is not at hand. */
    void note(String name, Map<String, Ledger.Entry> entries) {
        Stored<Ledger> stored = ledger(name);
        save(name, stored.value().with(entries), stored.revision());
    }

    /** Adds headers that were read to an inventory that is not at hand; nothing if there is none of that name. */
    void learn(String name, Map<String, Headers> headers) {
        Stored<Inventory> stored = inventory(name);
        if (stored != null) {
            save(name, stored.value().learned(headers), stored.revision());
        }
    }

    private <T> @Nullable Stored<T> read(String name, Function<String, T> codec) {
        var document = documents.read(name);
        if (document == null) {
            return null;
        }
        try {
            return new Stored<>(codec.apply(document.content()), document.version());
        } catch (UncheckedIOException e) {
            throw new FailureException(
                    new Failure.Invalid("document " + name + " can't be read: " + e.getMessage()), e);
        }
    }

    /** Letters, digits, dots and dashes as they are; whatever else as its bytes in hexadecimal. */
    private static String plain(String text) {
        var plain = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean asIs = c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || (c == '.' && !plain.isEmpty()));
            plain.append(asIs ? String.valueOf(c) : "_%02x".formatted((int) c));
        }
        return plain.toString();
    }
}
