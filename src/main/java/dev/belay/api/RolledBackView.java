package dev.belay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.model.PinnedComponent;
import dev.belay.model.PinnedComponent.Base;
import dev.belay.rollout.PassedOver;
import dev.belay.rollout.RolledBack;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What was pinned to go back; components as a pin writes them. */
record RolledBackView(
        String target,
        String version,
        SequencedMap<String, Map<String, Object>> components,
        List<PassedOver> passedOver,
        String revision,
        @JsonInclude @Nullable String hold,
        String message) {
    static Response response(String target, RolledBack done) {
        return Response.ok(new RolledBackView(
                        target,
                        done.version(),
                        components(done.components()),
                        done.passedOver(),
                        done.revision(),
                        done.hold(),
                        done.message()))
                .header("ETag", Preconditions.tag(done.revision()))
                .build();
    }

    static SequencedMap<String, Map<String, Object>> components(SequencedMap<String, PinnedComponent> pinned) {
        var components = new LinkedHashMap<String, Map<String, Object>>();
        pinned.forEach((name, component) -> components.put(name, pinned(component)));
        return components;
    }

    private static Map<String, Object> pinned(PinnedComponent pinned) {
        return switch (pinned) {
            case PinnedComponent.Version(String version) -> Map.of("version", version);
            case PinnedComponent.TaskDefinition(String revision) -> Map.of("taskDefinition", revision);
            case PinnedComponent.Images(var images, var base) ->
                base == null ? Map.of("images", images) : Map.of("images", images, "base", base(base));
            case PinnedComponent.Leave leave -> Map.of("leave", true);
        };
    }

    private static String base(Base base) {
        return switch (base) {
            case Base.Template template -> "template";
            case Base.Running running -> "running";
            case Base.Revision(String revision) -> revision;
        };
    }
}
