package dev.belay.rollout;

import dev.belay.model.Rollout;
import dev.belay.model.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells the feed of every status that changed and of every step that a rollout took since the status before. */
final class Publisher implements Statuses.Listener {
    private final Feed feed;
    private final Map<String, Told> told = new ConcurrentHashMap<>();

    /** The last step of a target's rollout that was told. Not how many were: a long timeline is cut in its middle. */
    private record Told(String rollout, Rollout.Step last) {}

    Publisher(Feed feed) {
        this.feed = feed;
    }

    @Override
    public void changed(Status status) {
        steps(status.lastRollout());
        steps(status.rollout());
        feed.publish(new Happening.StatusChanged(status));
    }

    private void steps(@Nullable Rollout rollout) {
        if (rollout == null) {
            return;
        }
        Told before = told.get(rollout.target());
        List<Rollout.Step> timeline = rollout.timeline();
        // One that had finished before this daemon looked is no news.
        int from = rollout.finished() ? timeline.size() : 0;
        boolean same = before != null && before.rollout().equals(rollout.id());
        if (before != null && same) {
            from = timeline.lastIndexOf(before.last()) + 1;
        }
        for (Rollout.Step step : timeline.subList(from, timeline.size())) {
            feed.publish(new Happening.StepTaken(rollout.target(), rollout.id(), step));
        }
        if (!timeline.isEmpty() && (same || !rollout.finished())) {
            told.put(rollout.target(), new Told(rollout.id(), timeline.getLast()));
        }
    }

    @Override
    public void removed(String target) {
        told.remove(target);
    }
}
