package dev.belay.rollout;

import dev.belay.ecs.EcsState;
import dev.belay.model.ComponentReport;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Standing;
import dev.belay.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whose turn it is. Pure. */
final class Turns {
    private Turns() {}

    /** The components in the order in which they may move to a pin: the target's own going forward, reversed going back. */
    static List<String> order(Target target, Pin pin, History history) {
        boolean goesBack = target.components().sequencedKeySet().stream().anyMatch(name -> {
            PinnedComponent want = pin.of(name);
            return !(want instanceof PinnedComponent.Leave) && history.goesBack(name, want.toString());
        });
        var names = new ArrayList<>(goesBack ? target.order().reversed() : target.order());
        for (String name : target.components().sequencedKeySet()) {
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * Whether a component has to wait. Once one has ended badly, those that were begun go on to a whole state, and no other
     * begins.
     *
     * @param before what the components that were asked before it in this pass reported, by name
     */
    static boolean waits(Root root, String component, Map<String, ComponentReport> before) {
        boolean halted = root.services().values().stream().anyMatch(service -> service.ended() != null)
                || before.values().stream().anyMatch(report -> report.standing() instanceof Standing.Ended);
        if (halted) {
            return !underWay(root, component);
        }
        Target target = root.admitted().target();
        return target != null
                && target.order().contains(component)
                && before.entrySet().stream()
                        .filter(earlier -> target.order().contains(earlier.getKey()))
                        .anyMatch(earlier -> !(earlier.getValue().standing() instanceof Standing.Synced));
    }

    private static boolean underWay(Root root, String component) {
        EcsState service = root.service(component);
        return service.ended() != null
                || service.updating() != null
                || service.followed() != null
                || root.site(component).dirty();
    }
}
