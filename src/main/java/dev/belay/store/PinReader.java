package dev.belay.store;

import dev.belay.model.Metadata;
import dev.belay.model.Ordered;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.PinnedComponent.Base;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the spec of a pin. */
final class PinReader {
    private static final Text<String> IMAGE = Text.matching("an image", "[A-Za-z0-9][A-Za-z0-9._:/@-]{0,511}");
    private static final Text<Boolean> TRUE = new Text<>(
            "true, or no such field", scalar -> (scalar.text().equals("true") && !scalar.quoted()) ? true : null);
    private static final Text<Base> BASE = new Text<>("template, running or family:revision", PinReader::base);

    private PinReader() {}

    static Read<Function<Metadata, Pin>> read(Part part) {
        return part.object(fields -> {
            var version = fields.optional("version", Names.VERSION);
            var components = fields.optional("components", PinReader::components);
            var barrier = fields.optional("barrier", Text.FLAG, false);
            var force = fields.optional("force", Text.number(0, Integer.MAX_VALUE), 0);
            var reason = fields.optional("reason", Text.MAYBE_EMPTY);
            var by = fields.optional("by", Text.MAYBE_EMPTY);
            var incident = fields.optional("incident", PinReader::incident);
            fields.atLeastOneOf(
                    List.of("version", "components"),
                    "neither version nor components",
                    "a version to hold the target to");
            return fields.done(() -> metadata -> new Pin(
                    metadata,
                    version.orNull(),
                    components.or(new LinkedHashMap<>()),
                    barrier.get(),
                    force.get(),
                    reason.orNull(),
                    by.orNull(),
                    incident.orNull()));
        });
    }

    static Read<SequencedMap<String, PinnedComponent>> components(Part part) {
        return part.entries(Names.NAME, PinReader::component);
    }

    private static Read<PinnedComponent> component(Part part) {
        return part.object(fields -> {
            fields.exactlyOneOf("version", "taskDefinition", "images", "leave");
            var version = fields.optional("version", Names.VERSION);
            var taskDefinition = fields.optional("taskDefinition", Names.TASK_DEFINITION);
            var images = fields.optional("images", PinReader::images);
            var base = fields.optional("base", BASE);
            fields.optional("leave", TRUE);
            if (fields.has("base") && !fields.has("images")) {
                fields.at("base").fail("a base without images", "images to put into it");
            }
            return fields.done(() -> {
                if (version.isPresent()) {
                    return new PinnedComponent.Version(version.get());
                }
                if (taskDefinition.isPresent()) {
                    return new PinnedComponent.TaskDefinition(taskDefinition.get());
                }
                return images.isPresent()
                        ? new PinnedComponent.Images(Ordered.sorted(images.get()), base.orNull())
                        : new PinnedComponent.Leave();
            });
        });
    }

    private static Read<SequencedMap<String, String>> images(Part part) {
        var images = part.entries(Names.CONTAINER, IMAGE);
        return images.isPresent() && images.get().isEmpty()
                ? part.fail("no images", "an image for at least one container")
                : images;
    }

    private static @Nullable Base base(Node.Scalar scalar) {
        return switch (scalar.text()) {
            case "template" -> new Base.Template();
            case "running" -> new Base.Running();
            default -> {
                String revision = Names.TASK_DEFINITION.parse().of(scalar);
                yield revision == null ? null : new Base.Revision(revision);
            }
        };
    }

    static Read<Pin.Incident> incident(Part part) {
        return part.object(fields -> {
            var id = fields.optional("id", Text.ANY);
            var symptoms = fields.optional("symptoms", Text.MAYBE_EMPTY);
            var startedAt = fields.optional("startedAt", Text.INSTANT);
            return fields.done(() -> new Pin.Incident(id.orNull(), symptoms.orNull(), startedAt.orNull()));
        });
    }
}
