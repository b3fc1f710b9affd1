package dev.belay.site;

import dev.belay.model.Site;
import dev.belay.model.Standing;
import java.util.ArrayList;
import java.util.List;

/** What would be done, in sentences. */
final class Preview {
    private final SiteOpening opening;

    Preview(SiteOpening opening) {
        this.opening = opening;
    }

    /**
     * Step by step.
     *
     * @throws dev.belay.model.FailureException when it can't be told
     */
    List<String> of(Subject subject) {
        return switch (opening.open(subject, null)) {
            case SiteOpening.Refused refused -> List.of(refusal(refused.standing()));
            case SiteOpening.Ready ready -> steps(subject, ready.session());
        };
    }

    private static String refusal(Standing standing) {
        return switch (standing) {
            case Standing.Stalled stalled -> "do nothing: " + stalled.message();
            case Standing.Unknown unknown -> throw unknown.failure().asException();
            case Standing.Hindered hindered -> throw hindered.failure().asException();
            case Standing.Synced s -> "do nothing";
            case Standing.Differs d -> "do nothing";
            case Standing.Moving m -> "do nothing";
            case Standing.Ended e -> "do nothing";
        };
    }

    private List<String> steps(Subject subject, SiteSession session) {
        var diff = session.diff();
        var steps = new ArrayList<String>();
        copies(steps, diff.assets(), "asset");
        copies(steps, diff.entries(), "entry");
        if (!diff.untold().isEmpty()) {
            steps.add("read the headers of " + Words.count(diff.untold().size(), "object") + " with the same bytes");
        }
        boolean changes = !diff.changes().isEmpty() || subject.state().dirty();
        if (changes) {
            String paths = String.join(", ", subject.site().invalidate());
            subject.site().distributions().forEach(one -> steps.add("invalidate " + paths + " of " + one));
        }
        prune(steps, subject.site(), diff, changes);
        return steps.isEmpty() ? List.of("nothing to do: version " + subject.version() + " is live") : steps;
    }

    private static void copies(List<String> steps, List<SiteDiff.Change> changes, String noun) {
        if (!changes.isEmpty()) {
            var keys = changes.stream().map(change -> change.item().key()).toList();
            steps.add("copy " + Words.count(keys.size(), noun) + " (" + Words.some(keys) + ")");
        }
    }

    private void prune(List<String> steps, Site site, SiteDiff diff, boolean changes) {
        var gone = new ArrayList<>(diff.old());
        if (site.foreign() == Site.Foreign.DELETE) {
            if (diff.foreignBeyond(site.pruneLimit())) {
                steps.add("stop there: " + Words.beyondLimit(site, diff));
                return;
            }
            gone.addAll(diff.foreign());
        } else if (!diff.foreign().isEmpty() && changes) {
            steps.add("keep " + Words.count(diff.foreign().size(), "foreign file") + " ("
                    + Words.some(Words.keys(diff.foreign())) + ")");
        }
        if (!gone.isEmpty()) {
            String when =
                    site.keepOld().isZero() ? "" : ", " + Words.span(site.keepOld()) + " after the build went live";
            steps.add("prune " + Words.count(gone.size(), "file") + " (" + Words.some(Words.keys(gone)) + ")" + when);
        }
    }
}
