package dev.belay.rollout;

import dev.belay.model.FailureException;
import dev.belay.model.Status;
import dev.belay.store.DocumentStore;
import dev.belay.store.DocumentStore.Document;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Each target's status in the store, for other replicas and programs to read: a projection that is written after the root, and may lag
 * behind it.
 */
final class Bulletin {
    /** Below this they are stored. */
    static final String FOLDER = "status";

    private static final System.Logger LOG = System.getLogger(Bulletin.class.getName());

    private final DocumentStore documents;
    private final StatusFormat format;
    private final Runnable written;
    private final Map<String, String> versions = new ConcurrentHashMap<>();
    private final Set<String> owed = ConcurrentHashMap.newKeySet();

    /** @param written hears of each status that was stored */
    Bulletin(DocumentStore documents, StatusFormat format, Runnable written) {
        this.documents = documents;
        this.format = format;
        this.written = written;
    }

    /** A target's stored status does not say what is said of it now. */
    void owe(String target) {
        owed.add(target);
    }

    /** Writes a status if one is owed. One that can't be written is logged, and stays owed. */
    void pay(Status status) {
        if (!owed.contains(status.name())) {
            return;
        }
        String path = FOLDER + "/" + status.name();
        try {
            versions.put(path, documents.write(path, format.write(status), version(path)));
            owed.remove(status.name());
            written.run();
        } catch (FailureException e) {
            versions.remove(path);
            LOG.log(Level.WARNING, "the status of {0} could not be written: {1}", status.name(), e.getMessage());
        }
    }

    private @Nullable String version(String path) {
        String known = versions.get(path);
        if (known != null) {
            return known;
        }
        Document stored = documents.read(path);
        return stored == null ? null : stored.version();
    }
}
