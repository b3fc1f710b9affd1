package dev.belay.store;

import dev.belay.model.AwsScope;
import dev.belay.model.Component;
import dev.belay.model.EcsService;
import dev.belay.model.Ordered;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Reads the components of a target, and ECS services among them. */
final class ComponentReader {
    private ComponentReader() {}

    static Read<SequencedMap<String, Component>> all(Part part, AwsScope targets) {
        return part.some(
                part.entries(Names.NAME, component -> one(component, targets)),
                Map::isEmpty,
                "no components",
                "at least one");
    }

    private static Read<Component> one(Part part, AwsScope targets) {
        return part.object(fields -> {
            fields.exactlyOneOf("ecs", "site");
            var own = fields.optional(
                    "aws",
                    "Account and region of this component; what it leaves open is the target's.",
                    ComponentReader::aws,
                    AwsScope.DEFAULT);
            var scope = own.or(AwsScope.DEFAULT).or(targets);
            Read<? extends Component> ecs = fields.optional("ecs", "An ECS service.", given -> ecs(given, scope));
            Read<? extends Component> site = fields.optional(
                    "site", "A site in S3, behind CloudFront or not.", given -> SiteReader.read(given, scope));
            return fields.done(() -> ecs.isPresent() ? ecs.get() : site.get());
        });
    }

    static Read<AwsScope> aws(Part part) {
        return part.object(fields -> {
            var region = fields.optional("region", "The region. Without it the daemon's.", Names.REGION);
            var assumeRole =
                    fields.optional("assumeRole", "ARN of a role to act as, in this or another account.", Names.ROLE);
            var externalId = fields.optional("externalId", "What the role's trust policy asks for.", Names.EXTERNAL_ID);
            return fields.done(() -> new AwsScope(region.orNull(), assumeRole.orNull(), externalId.orNull()));
        });
    }

    private static Read<EcsService> ecs(Part part, AwsScope scope) {
        return part.object(fields -> {
            var cluster = fields.required("cluster", "The cluster's name or ARN.", Names.CLUSTER);
            var service = fields.required("service", "The service's name.", Names.SERVICE);
            var family = fields.optional(
                    "family", "Family of the task definitions. Without it that of what runs.", Names.FAMILY);
            var images = fields.optional(
                    "images",
                    "Container to image, in which {version} stands for the version. Containers that are not named are left as they are.",
                    given -> given.entries(Names.CONTAINER, Templates.IMAGE));
            var template = fields.optional(
                    "template",
                    "A task definition as JSON, the base of new revisions. {version} may be left out.",
                    Templates.DOCUMENT);
            var stableWithin = fields.optional(
                    "stableWithin",
                    "Past this a rollout is Stalled, and diagnosed.",
                    Text.POSITIVE_DURATION,
                    EcsService.STABLE_WITHIN);
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
