package dev.belay.console;

import dev.belay.model.Status;
import dev.belay.rollout.Feed;
import dev.belay.rollout.Happening;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the changes, and keeps of each target only the last. Whoever watches asks for what came after a number: however
 * many changes there were, and however slow the watcher is, that is at most one for each target.
 */
@ApplicationScoped
class Changes {
    private final String epoch =
            Long.toString(ManagementFactory.getRuntimeMXBean().getStartTime(), Character.MAX_RADIX);
    private final Map<String, Change> last = new HashMap<>();
    private final Feed feed;
    private long count;
    private @Nullable Runnable end;

    /**
     * What a target was last said to be.
     *
     * @param number the how manieth change that was
     * @param line the change after which its line on the wall was as it is: most looks at a target find what was there before
     */
    record Change(long number, long line, Status status) {}

    @Inject
    Changes(Feed feed) {
        this.feed = feed;
    }

    void start(@Observes StartupEvent event) {
        end = feed.watch(this::take);
    }

    void stop(@Observes ShutdownEvent event) {
        if (end != null) {
            end.run();
        }
    }

    private synchronized void take(Happening happening) {
        switch (happening) {
            case Happening.StatusChanged(Status status) ->
                last.merge(status.name(), new Change(++count, count, status), Changes::sameLine);
            case Happening.StepTaken step -> {} // its status comes with it
        }
    }

    private static Change sameLine(Change before, Change now) {
        boolean same = Row.of(before.status()).equals(Row.of(now.status()));
        return same ? new Change(now.number(), before.line(), now.status()) : now;
    }

    boolean over() {
        return feed.isOver();
    }

    /** Where we are now, as pages carry it: to be read before the statuses that it shall cover. */
    synchronized String mark() {
        return epoch + "-" + count;
    }

    /** The number of a mark; null: it is not one of this process, so what was seen then tells nothing. */
    @Nullable
    Long number(String mark) {
        int dash = mark.indexOf('-');
        if (dash < 0 || !mark.substring(0, dash).equals(epoch)) {
            return null;
        }
        try {
            return Long.valueOf(mark.substring(dash + 1));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** What changed after that, in its order. */
    synchronized List<Change> after(long number) {
        return last.values().stream()
                .filter(change -> change.number() > number)
                .sorted(Comparator.comparingLong(Change::number))
                .toList();
    }

    /** Those of them whose lines on the wall are others since. */
    List<Change> linesAfter(long number) {
        return after(number).stream().filter(change -> change.line() > number).toList();
    }

    synchronized void forget(String target) {
        last.remove(target);
    }
}
