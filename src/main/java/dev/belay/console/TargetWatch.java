package dev.belay.console;

import dev.belay.access.Session;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a target's page that are not as they were when they were sent last. */
final class TargetWatch implements Live.Watch {
    private final String root;
    private final String target;
    private final Desk desk;
    private final Changes changes;
    private final Offers.Role role;
    private final boolean lost;
    private final Caller caller;
    private final Map<String, String> sent = new HashMap<>();
    private long seen;

    TargetWatch(String root, String target, Desk desk, Changes changes, Session session, String since) {
        this.root = root;
        this.target = target;
        this.desk = desk;
        this.changes = changes;
        this.caller = session.caller();
        this.role = Offers.Role.of(session);
        Long number = changes.number(since);
        this.lost = number == null;
        this.seen = number == null ? 0 : number;
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
        return "now";
    }

    @Override
    public @Nullable String next(boolean all) {
        List<Changes.Change> news = changes.after(seen);
        if (!news.isEmpty()) {
            seen = news.getLast().number();
        }
        Status status = news.stream()
                .map(Changes.Change::status)
                .filter(changed -> changed.name().equals(target))
                .findFirst()
                .orElseGet(() -> all ? desk.status(target) : null);
        return status == null ? null : changed(status);
    }

    private @Nullable String changed(Status status) {
        TargetView view = TargetView.of(status, desk.holds(caller), role);
        Rollout rollout = status.rollout() != null ? status.rollout() : status.lastRollout();
        RolloutPage course = rollout == null ? null : RolloutPage.of(rollout, role.operator());
        var parts = new ArrayList<String>();
        put(parts, "now", new Html.Now(view, true).render());
        put(parts, "actions", new Html.Actions(view, true).render());
        put(parts, "conditions", new Html.Conditions(view, true).render());
        put(parts, "rollout", new Html.Course(course, root, true).render());
        return parts.isEmpty() ? null : String.join("", parts);
    }

    private void put(List<String> parts, String part, String text) {
        if (!text.equals(sent.put(part, text))) {
            parts.add(text);
        }
    }
}
