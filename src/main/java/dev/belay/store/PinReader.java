package dev.belay.store;

import dev.belay.model.Metadata;
import dev.belay.model.Ordered;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.PinnedComponent.Base;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/** Reads the spec of a pin. */
final class PinReader {
    private static final Text<String> IMAGE = Text.matching("an image", "[A-Za-z0-9][A-Za-z0-9._:/@-]{0,511}")
            .such("123456789012.dkr.ecr.eu-north-1.amazonaws.com/shop-api:20261119-0900");
    private static final Text<Boolean> TRUE =
            new Text<>("true, or no such field", new Form.Flag(false), scalar -> true);
    private static final Text<Base> BASE = new Text<>(
                    "template, running or family:revision",
                    Form.like("template|running|" + Names.REVISION),
                    scalar -> base(scalar.text()))
            .such("template", "running", "shop-api:123");

    private PinReader() {}

    static Read<Function<Metadata, Pin>> read(Part part) {
        return part.object(fields -> {
            var version = fields.optional(
                    "version", "The version of every component that components does not name.", Names.VERSION);
            var components = fields.optional(
                    "components", "What to hold one component to, where it is not version.", PinReader::components);
            var barrier = fields.optional(
                    "barrier",
                    "true: nothing goes back past this version by itself, since it holds a migration that can't be undone.",
                    Text.FLAG,
                    false);
            var force = fields.optional(
                    "force",
                    "Raising it forces one new deployment of the same version.",
                    Text.number(0, Integer.MAX_VALUE),
                    0);
            var reason = fields.optional("reason", "Why; part of the rollout's evidence.", Text.MAYBE_EMPTY);
            var by = fields.optional("by", "Who; part of the rollout's evidence.", Text.MAYBE_EMPTY);
            var incident = fields.optional("incident", "The incident that this answers.", PinReader::incident);
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
            var version = fields.optional("version", "Another version than the others'.", Names.VERSION);
            var taskDefinition = fields.optional(
                    "taskDefinition",
                    "A revision as it is. A family alone means whatever is newest, and is refused.",
                    Names.TASK_DEFINITION);
            var images = fields.optional("images", "Container to image, put into base as they are.", PinReader::images);
            var base = fields.optional("base", "What the images are put into: template, running or a revision.", BASE);
            fields.optional("leave", "true: not ours for now, as in a rollback of the backend alone.", TRUE);
            fields.needs("base", "images", "a base without images", "images to put into it");
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
        return part.some(
                part.entries(Names.CONTAINER, IMAGE), Map::isEmpty, "no images", "an image for at least one container");
    }

    private static Base base(String text) {
        return switch (text) {
            case "template" -> new Base.Template();
            case "running" -> new Base.Running();
            default -> new Base.Revision(text);
        };
    }

    static Read<Pin.Incident> incident(Part part) {
        return part.object(fields -> {
            var id = fields.optional("id", "Its id, wherever it is kept.", Text.ANY);
            var symptoms = fields.optional("symptoms", "What was seen.", Text.MAYBE_EMPTY);
            var startedAt = fields.optional("startedAt", "When it began.", Text.INSTANT);
            return fields.done(() -> new Pin.Incident(id.orNull(), symptoms.orNull(), startedAt.orNull()));
        });
    }
}
