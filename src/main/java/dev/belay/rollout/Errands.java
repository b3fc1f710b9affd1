package dev.belay.rollout;

import dev.belay.announce.Delivery;
import dev.belay.announce.Outbox;
import dev.belay.announce.Receipt;
import dev.belay.model.ComponentReport;
import dev.belay.model.Rollout;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Pass;
import dev.belay.reconcile.Priority;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is done for a target beside its passes, so that no pass waits for it: looking into a failure, telling people, and looking
 * whether a rollback would work. The passes alone write the root: what came of an errand is taken down by the next one. A key is
 * a word for the errand and the target's name.
 */
final class Errands implements Pass {
    private static final System.Logger LOG = System.getLogger(Errands.class.getName());

    private enum Errand {
        DIAGNOSE,
        TELL,
        PREPARE
    }

    /** Where errands are queued. */
    @FunctionalInterface
    interface Queue {
        void add(String key, Duration delay, Priority priority);
    }

    private final Queue queue;
    private final Diagnoses diagnoses;
    private final Post post;
    private final Preparedness preparedness;
    private final Archive archive;

    /** Targets whose letters of an earlier life of this daemon were looked at. */
    private final Set<String> recovered = ConcurrentHashMap.newKeySet();

    Errands(Queue queue, Diagnoses diagnoses, Post post, Preparedness preparedness, Archive archive) {
        this.queue = queue;
        this.diagnoses = diagnoses;
        this.post = post;
        this.preparedness = preparedness;
        this.archive = archive;
    }

    @Override
    public Outcome run(String key) {
        String target = target(key);
        return switch (Errand.valueOf(key.substring(0, key.indexOf(' ')))) {
            case DIAGNOSE -> diagnoses.look(target);
            case TELL -> post.deliver(target);
            case PREPARE -> preparedness.look(target);
        };
    }

    /** The target that a key is about. */
    static String target(String key) {
        return key.substring(key.indexOf(' ') + 1);
    }

    private void send(Errand errand, String target, Duration delay) {
        queue.add(errand.name() + " " + target, delay, errand == Errand.PREPARE ? Priority.RESYNC : Priority.CHANGE);
    }

    /** Takes down what came of errands since the last pass. */
    void takeDown(Session session) {
        String target = session.root().target();
        Root root = session.root();
        if (recovered.add(target)) {
            root = root.with(root.outbox().recover());
        }
        Diagnoses.Finding finding = diagnoses.finding(target);
        if (finding != null) {
            root = diagnosed(root, finding);
        }
        Map<String, Delivery> returns = post.returns(target);
        var receipts = new ArrayList<Receipt>();
        for (var entry : returns.entrySet()) {
            Outbox.Settled settled = root.outbox().settle(entry.getKey(), entry.getValue(), session.now());
            root = root.with(settled.outbox());
            receipts.addAll(settled.receipts());
        }
        session.save(preparedness.taken(Announcing.told(root, receipts)));
        receipts.stream()
                .filter(receipt -> !receipt.told().delivered())
                .forEach(receipt -> undelivered(target, receipt));
        receipts.forEach(receipt -> archive.tell(target, receipt, session.root()));
        // Only what is written down is let go of.
        if (finding != null) {
            diagnoses.takenDown(target, finding);
        }
        post.takenDown(target, returns);
    }

    private static void undelivered(String target, Receipt receipt) {
        LOG.log(
                Level.WARNING,
                "{0}: {1} was not told of {2}: {3}",
                target,
                receipt.told().receiver(),
                receipt.told().what(),
                receipt.told().answer());
    }

    private static Root diagnosed(Root root, Diagnoses.Finding finding) {
        Rollout running = root.rollout();
        if (running != null && running.id().equals(finding.rollout())) {
            return root.with(
                    new RolloutDraft(running).diagnosis(finding.diagnosis()).rollout());
        }
        return root.with(root.history()
                .amended(rollout -> rollout.id().equals(finding.rollout())
                        ? new RolloutDraft(rollout)
                                .diagnosis(finding.diagnosis())
                                .rollout()
                        : rollout));
    }

    /** Sends out what this pass gave cause for. Letters are claimed in the root first. */
    void sendOut(Session session, SequencedMap<String, ComponentReport> reports) {
        Root root = session.root();
        if (diagnoses.ask(root, reports, session.now())) {
            send(Errand.DIAGNOSE, root.target(), Duration.ZERO);
        }
        Duration untilLook = preparedness.untilLook(root);
        if (untilLook != null) {
            send(Errand.PREPARE, root.target(), untilLook);
        }
        Outbox.Claim claim = root.outbox().claim(session.now());
        if (!claim.letters().isEmpty()) {
            session.save(root.with(claim.outbox()));
            post.take(root.target(), claim.letters());
            send(Errand.TELL, root.target(), Duration.ZERO);
        }
    }

    /** How long until there is something to send again; null: nothing is left. */
    @Nullable
    Duration untilNext(Root root, Instant now) {
        Instant next = root.outbox().next();
        return next == null ? null : next.isAfter(now) ? Duration.between(now, next) : Duration.ofSeconds(1);
    }

    void forget(String target) {
        recovered.remove(target);
        preparedness.forget(target);
    }
}
