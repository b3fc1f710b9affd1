package dev.belay.rollout;

import dev.belay.announce.Receipt;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Rollout;
import dev.belay.store.DocumentStore;
import dev.belay.store.DocumentStore.Document;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every rollout that finished, in the store. They are written after the root and may lag behind it: a rollout stays in the root until it
 * is here.
 */
final class Archive {
    private static final System.Logger LOG = System.getLogger(Archive.class.getName());

    private final DocumentStore documents;
    private final RootCodec codec = new RootCodec();

    Archive(DocumentStore documents) {
        this.documents = documents;
    }

    /** Writes the last rollout if it is not written yet. A failure is not the pass's: it is tried again by the next. */
    Root finished(Root root) {
        Rollout last = root.history().last();
        if (last == null || root.history().archived()) {
            return root;
        }
        try {
            keep(last);
        } catch (FailureException e) {
            LOG.log(Level.WARNING, "rollout {0} of {1} is not kept yet: {2}", last.id(), last.target(), e.getMessage());
            return root;
        }
        return root.with(root.history().wasArchived());
    }

    /** Writes a rollout as it is now, over what was kept of it before. */
    private void keep(Rollout rollout) {
        String path = path(rollout.target(), rollout.id());
        String text = codec.encode(rollout);
        try {
            documents.write(path, text, null);
        } catch (FailureException e) {
            Document stored = e.failure() instanceof Failure.Conflict ? documents.read(path) : null;
            if (stored == null) {
                throw e;
            } else if (!stored.content().equals(text)) {
                documents.write(path, text, stored.version());
            }
        }
    }

    /** Adds who was told to the evidence of a rollout that is not the root's any more. Who can't be added is logged. */
    void tell(String target, Receipt receipt, Root root) {
        Rollout last = root.history().last();
        String id = receipt.rollout();
        boolean inRoot = (root.rollout() != null && root.rollout().id().equals(id))
                || (last != null && last.id().equals(id));
        if (id == null || inRoot) {
            return;
        }
        try {
            Rollout kept = rollout(target, id);
            if (kept != null) {
                keep(new RolloutDraft(kept).told(receipt.told()).rollout());
            }
        } catch (FailureException e) {
            LOG.log(
                    Level.WARNING,
                    "{0} was told of {1}, which could not be kept: {2}",
                    receipt.told().receiver(),
                    id,
                    e.getMessage());
        }
    }

    /**
     * The newest finished rollouts of a target, the newest first.
     *
     * @throws FailureException when they can't be read
     */
    List<Rollout> rollouts(String target, int most) {
        List<String> paths = documents.list("rollouts/" + target);
        var newest = new ArrayList<Rollout>();
        for (String path : paths.reversed().subList(0, Math.min(most, paths.size()))) {
            Document document = documents.read(path);
            if (document != null) {
                newest.add(codec.decodeRollout(path, document.content()));
            }
        }
        return newest;
    }

    /** One finished rollout; null: there is none. */
    @Nullable
    Rollout rollout(String target, String id) {
        String path = path(target, id);
        Document document = documents.read(path);
        return document == null ? null : codec.decodeRollout(path, document.content());
    }

    private static String path(String target, String id) {
        return "rollouts/" + target + "/" + id;
    }
}
