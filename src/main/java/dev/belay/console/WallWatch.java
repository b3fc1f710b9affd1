package dev.belay.console;

import dev.belay.console.Html.Line;
import dev.belay.model.Status;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lines of the wall that changed, and targets that are no more. */
final class WallWatch implements Live.Watch {
    /** So many lines are put in their places before the browser draws again; the others come with the next look. */
    private static final int AT_ONCE = 100;

    private final String root;
    private final Desk desk;
    private final Changes changes;
    private final Caller caller;
    private final boolean lost;
    private final SortedSet<String> names;
    private long seen;

    WallWatch(String root, Desk desk, Changes changes, Caller caller, String since) {
        this.root = root;
        this.desk = desk;
        this.changes = changes;
        this.caller = caller;
        Long number = changes.number(since);
        this.lost = number == null;
        this.seen = number == null ? 0 : number;
        this.names = names();
    }

    @Override
    public boolean over() {
        return changes.over();
    }

    @Override
    public boolean lost() {
        return lost;
    }

    @Override
    public String event() {
        return "rows";
    }

    @Override
    public @Nullable String next(boolean all) {
        List<Changes.Change> news =
                changes.linesAfter(seen).stream().limit(AT_ONCE).toList();
        if (!news.isEmpty()) {
            seen = news.getLast().number();
        }
        List<Line> lines = news.stream()
                .map(Changes.Change::status)
                .filter(status -> caller.maySee(status.name()))
                .map(status -> new Line(Row.of(status), true))
                .toList();
        lines.forEach(line -> names.add(line.row().name()));
        List<String> gone = all ? gone() : List.of();
        return lines.isEmpty() && gone.isEmpty() ? null : new Html.Lines(root, lines, gone).render();
    }

    private List<String> gone() {
        var now = names();
        List<String> gone = names.stream().filter(name -> !now.contains(name)).toList();
        gone.forEach(name -> {
            names.remove(name);
            changes.forget(name);
        });
        return gone;
    }

    private SortedSet<String> names() {
        var all = new TreeSet<String>();
        desk.statuses().stream().map(Status::name).filter(caller::maySee).forEach(all::add);
        return all;
    }
}
