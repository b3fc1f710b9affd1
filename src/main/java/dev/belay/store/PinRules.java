package dev.belay.store;

import dev.belay.model.Component;
import dev.belay.model.EcsService;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.PinnedComponent.Base;
import dev.belay.model.Site;
import dev.belay.model.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a pin fits its target. */
final class PinRules {
    private PinRules() {}

    /** What does not fit, and what would. */
    private record Misfit(String field, String found, String expected) {}

    static List<Problem> problems(String place, @Nullable Node tree, Pin pin, Target target) {
        var problems = new ArrayList<Problem>();
        var names = target.components().sequencedKeySet();
        for (String name : pin.components().sequencedKeySet()) {
            if (!names.contains(name)) {
                problems.add(Trees.problem(
                        place,
                        tree,
                        List.of("spec", "components", name),
                        "target " + target.name() + " has no such component",
                        "one of " + String.join(", ", names),
                        Spelling.nearest(name, names)));
            }
        }
        target.components().forEach((name, component) -> {
            var misfit = misfit(component, pin.of(name));
            if (misfit != null) {
                boolean own = pin.components().containsKey(name);
                problems.add(Trees.problem(
                        place,
                        tree,
                        own ? List.of("spec", "components", name, misfit.field()) : List.of("spec", "version"),
                        own ? misfit.found() : "component " + name + ": " + misfit.found(),
                        misfit.expected(),
                        null));
            }
        });
        problems.sort(Problem.FROM_THE_TOP);
        return List.copyOf(problems);
    }

    private static @Nullable Misfit misfit(Component component, PinnedComponent asked) {
        return switch (component) {
            case EcsService ecs -> misfit(ecs, asked);
            case Site site -> misfit(site, asked);
        };
    }

    private static @Nullable Misfit misfit(EcsService ecs, PinnedComponent asked) {
        return switch (asked) {
            case PinnedComponent.Version version ->
                versioned(ecs)
                        ? null
                        : new Misfit(
                                "version",
                                "the service has neither images nor a template with {version}",
                                "taskDefinition, images or leave for it");
            case PinnedComponent.Images images ->
                images.base() instanceof Base.Template && ecs.template() == null
                        ? new Misfit("base", "the service has no template", "running or family:revision")
                        : null;
            case PinnedComponent.TaskDefinition revision -> null;
            case PinnedComponent.Leave leave -> null;
        };
    }

    private static @Nullable Misfit misfit(Site site, PinnedComponent asked) {
        return switch (asked) {
            case PinnedComponent.Version(String version) ->
                site.build(version).overlaps(site.live())
                        ? new Misfit(
                                "version",
                                "this version's build " + site.build(version) + " overlaps the live place "
                                        + site.live(),
                                "a build beside it")
                        : null;
            case PinnedComponent.TaskDefinition revision ->
                new Misfit("taskDefinition", "a site has no task definition", "version or leave");
            case PinnedComponent.Images images -> new Misfit("images", "a site has no images", "version or leave");
            case PinnedComponent.Leave leave -> null;
        };
    }

    private static boolean versioned(EcsService ecs) {
        return ecs.images().values().stream().anyMatch(image -> image.contains(Templates.VERSION))
                || (ecs.template() != null && ecs.template().contains(Templates.VERSION));
    }
}
