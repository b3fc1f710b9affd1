package dev.belay.store;

import dev.belay.model.AwsScope;
import dev.belay.model.Component;
import dev.belay.model.EcsService;
import dev.belay.model.Ordered;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Reads the components of a target, and ECS services among them. */
final class ComponentReader {
    private ComponentReader() {}

    static Read<SequencedMap<String, Component>> all(Part part, AwsScope targets) {
        var all = part.entries(Names.NAME, component -> one(component, targets));
        return all.isPresent() && all.get().isEmpty() ? part.fail("no components", "at least one") : all;
    }

    private static Read<Component> one(Part part, AwsScope targets) {
        return part.object(fields -> {
            fields.exactlyOneOf("ecs", "site");
            var own = fields.optional("aws", ComponentReader::aws, AwsScope.DEFAULT);
            var scope = own.or(AwsScope.DEFAULT).or(targets);
            Read<? extends Component> ecs = fields.optional("ecs", given -> ecs(given, scope));
            Read<? extends Component> site = fields.optional("site", given -> SiteReader.read(given, scope));
            return fields.done(() -> ecs.isPresent() ? ecs.get() : site.get());
        });
    }

    static Read<AwsScope> aws(Part part) {
        return part.object(fields -> {
            var region = fields.optional("region", Names.REGION);
            var assumeRole = fields.optional("assumeRole", Names.ROLE);
            var externalId = fields.optional("externalId", Names.EXTERNAL_ID);
            return fields.done(() -> new AwsScope(region.orNull(), assumeRole.orNull(), externalId.orNull()));
        });
    }

    private static Read<EcsService> ecs(Part part, AwsScope scope) {
        return part.object(fields -> {
            var cluster = fields.required("cluster", Names.CLUSTER);
            var service = fields.required("service", Names.SERVICE);
            var family = fields.optional("family", Names.FAMILY);
            var images = fields.optional("images", given -> given.entries(Names.CONTAINER, Templates.IMAGE));
            var template = fields.optional("template", Templates.DOCUMENT);
            var stableWithin = fields.optional("stableWithin", Text.POSITIVE_DURATION, EcsService.STABLE_WITHIN);
            return fields.done(() -> new EcsService(
                    scope,
                    cluster.get(),
                    service.get(),
                    family.orNull(),
                    Ordered.sorted(images.isPresent() ? images.get() : new TreeMap<String, String>()),
                    template.orNull(),
                    stableWithin.get()));
        });
    }
}
