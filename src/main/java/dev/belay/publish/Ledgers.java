package dev.belay.publish;

import dev.belay.store.DocumentStore;
import org.jspecify.annotations.Nullable;

/** The {@link Ledger} as it is stored, beside the targets' state. */
final class Ledgers {
    static final String PATH = "publish/ledger";

    private final DocumentStore documents;

    Ledgers(DocumentStore documents) {
        this.documents = documents;
    }

    /** @param version null: none is stored yet */
    record Versioned(Ledger ledger, @Nullable String version) {}

    Versioned read() {
        var stored = documents.read(PATH);
        return stored == null
                ? new Versioned(Ledger.EMPTY, null)
                : new Versioned(Ledger.decode(stored.content()), stored.version());
    }

    /** @throws dev.belay.model.FailureException with {@link dev.belay.model.Failure.Conflict} when somebody publishes at the same time */
    Versioned write(Versioned before, Ledger after) {
        return after.equals(before.ledger())
                ? before
                : new Versioned(after, documents.write(PATH, after.encode(), before.version()));
    }
}
