package dev.belay.rollout;

import dev.belay.announce.Announcement;
import dev.belay.announce.Announcements;
import dev.belay.announce.Outbox;
import dev.belay.announce.Receipt;
import dev.belay.model.ComponentReport;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Standing;
import dev.belay.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What there is to tell of a target as it stands. Pure, and level-triggered as all else: it says the same thing under the same
 * id in each pass, and the outbox takes it once.
 */
final class Announcing {
    /** A failure is told of with its diagnosis, and without one when that takes longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Announcing() {}

    /** The root with all that is to be told in its outbox. */
    static Root post(Root root, SequencedMap<String, ComponentReport> reports, Situation situation) {
        Target target = root.admitted().target();
        if (target == null) {
            return root;
        }
        Root next = root;
        for (Announcement said : said(root, target, reports, situation.now())) {
            Outbox.Settled settled = next.outbox().post(said, target.announce(), target.followUp());
            next = told(next.with(settled.outbox()), settled.receipts());
        }
        return next;
    }

    /** The root with who was told in the evidence of the rollouts that it was about. */
    static Root told(Root root, List<Receipt> receipts) {
        Root next = root;
        for (Receipt receipt : receipts) {
            Rollout running = next.rollout();
            if (running != null && running.id().equals(receipt.rollout())) {
                next = next.with(new RolloutDraft(running).told(receipt.told()).rollout());
            } else {
                next = next.with(next.history()
                        .amended(rollout -> rollout.id().equals(receipt.rollout())
                                ? new RolloutDraft(rollout).told(receipt.told()).rollout()
                                : rollout));
            }
        }
        return next;
    }

    private static List<Announcement> said(
            Root root, Target target, SequencedMap<String, ComponentReport> reports, Instant now) {
        var said = new ArrayList<Announcement>();
        ofLast(root, target, now, said);
        ofRunning(root, reports, now, said);
        if (root.rollout() == null && root.admitted().pin() != null) {
            ofDrift(root, target, reports, said);
        }
        return said;
    }

    private static void ofRunning(
            Root root, SequencedMap<String, ComponentReport> reports, Instant now, List<Announcement> said) {
        Rollout running = root.rollout();
        if (running == null) {
            return;
        }
        switch (running.cause()) {
            case PIN, FORCE -> said.add(Announcements.started(running));
            case DRIFT ->
                said.add(Announcements.drift(
                        root.target(), running.startedAt(), String.valueOf(running.reason()), "It is being put right"));
            // Told of with the failure that it answers to.
            case REVERT -> {}
        }
        String stalled = stalled(reports);
        if (stalled != null && running.diagnosis() != null) {
            said.add(Announcements.stalled(running, stalled, now));
        }
    }

    private static @Nullable String stalled(SequencedMap<String, ComponentReport> reports) {
        for (var entry : reports.entrySet()) {
            if (entry.getValue().standing() instanceof Standing.Stalled stalled) {
                return entry.getKey() + ": " + stalled.message();
            }
        }
        return null;
    }

    private static void ofLast(Root root, Target target, Instant now, List<Announcement> said) {
        Rollout last = root.history().last();
        Instant at = Diagnoses.failedAt(root);
        if (last == null) {
            return;
        }
        Combination current = root.history().current();
        if (last.outcome() == Outcome.SUCCEEDED
                && last.cause() != Cause.DRIFT
                && root.corrections().rounds() == 0) {
            said.add(Announcements.restored(last, target.soak(), wentBack(root, last)));
        }
        Instant proved = current == null ? null : current.provedAt();
        if (proved != null && last.finishedAt() != null && !proved.isBefore(last.finishedAt())) {
            said.add(Announcements.knownGood(last, proved));
        }
        if (at != null && (last.diagnosis() != null || !now.isBefore(at.plus(PATIENCE)))) {
            said.add(failed(root, last, now));
        }
    }

    private static Announcement failed(Root root, Rollout last, Instant now) {
        Course course = root.admitted().course();
        boolean ofPin = course.failed() != null && course.failed().rollout().equals(last.id());
        if (ofPin && course.instead() != null) {
            return Announcements.reverted(last, KnownGood.names(root, course.instead()), now);
        }
        return last.outcome() == Outcome.SUCCEEDED && course.broken() != null
                ? Announcements.degraded(last, course.broken(), now)
                : Announcements.failed(last);
    }

    private static boolean wentBack(Root root, Rollout last) {
        List<Combination> ran = root.history().ran();
        return ran.size() > 1
                && ran.subList(0, ran.size() - 1).stream()
                        .anyMatch(combination -> combination.succeeded() && combination.isNamed(last.to()));
    }

    private static void ofDrift(
            Root root, Target target, SequencedMap<String, ComponentReport> reports, List<Announcement> said) {
        Instant since = Drift.since(root, reports, Instant.MAX);
        if (!Drift.differs(reports)
                || since.equals(Instant.MAX)
                || root.admitted().course().broken() != null) {
            return;
        }
        Corrections corrections = root.corrections();
        Instant began = corrections.since();
        if (corrections.fight() && began != null) {
            String what =
                    corrections.what() + "; corrected " + corrections.rounds() + " times since " + Wording.time(began);
            said.add(Announcements.fight(root.target(), began, what, corrections.hint()));
        } else if (root.admitted().unseen() || target.drift() == Target.DriftPolicy.REPORT) {
            said.add(Announcements.drift(root.target(), since, Drift.difference(reports), leftAlone(root, reports)));
        }
    }

    private static String leftAlone(Root root, SequencedMap<String, ComponentReport> reports) {
        if (!root.admitted().unseen()) {
            return "It is only reported: the target says so";
        }
        return Drift.wentBack(root, reports)
                ? "It is left as it is until it is admitted or pinned anew: what runs is known good, what is pinned is not"
                : "It is left as it is until it is admitted or pinned anew: it changed while Belay was not looking";
    }
}
