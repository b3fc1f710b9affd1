package dev.belay.adopt;

import dev.belay.adopt.AdoptRequest.ServicePart;
import dev.belay.adopt.AdoptRequest.SitePart;
import dev.belay.ecs.EcsApi;
import dev.belay.ecs.Reading;
import dev.belay.ecs.ServiceSnapshot;
import dev.belay.ecs.TaskDefinition;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.S3Place;
import dev.belay.site.SiteApi;
import dev.belay.site.SiteApi.Listed;
import dev.belay.store.Node;
import dev.belay.store.RecordCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what exists, as a Target and a Pin to which Belay would have nothing to do: a service pinned to the very revision
 * that it runs, a site to the build that is live, or left alone where that can't be told. Reads only, and holds nothing.
 */
public final class Adoption {
    private static final String VERSION = "{version}";
    private static final int NAMED = 3;

    private final EcsApi ecs;
    private final SiteApi sites;

    public Adoption(EcsApi ecs, SiteApi sites) {
        this.ecs = ecs;
        this.sites = sites;
    }

    /**
     * Looks.
     *
     * @throws dev.belay.model.FailureException when something can't be read, or is not there, in AWS's words
     */
    public Adopted look(AdoptRequest request) {
        var notes = new ArrayList<String>();
        var components = new Tree();
        var pinned = new Tree();
        String version = null;
        if (request.site() != null) {
            version = liveVersion(request.aws(), request.site(), notes);
            pinned.set(
                    "web", version == null ? new Tree().plain("leave", "true") : new Tree().text("version", version));
        }
        if (request.service() != null) {
            components.set(
                    "api", new Tree().set("ecs", service(request.aws(), request.service(), version, pinned, notes)));
        }
        if (request.site() != null) {
            components.set("web", new Tree().set("site", site(request.site())));
        }
        var spec = new Tree();
        if (!request.aws().equals(AwsScope.DEFAULT)) {
            spec.set("aws", aws(request.aws()));
        }
        spec.set("components", components);
        var pin = new Tree().set("components", pinned).text("reason", "as it was when Belay took it over");
        return new Adopted(record("Target", request.name(), spec), record("Pin", request.name(), pin), notes);
    }

    private static Tree aws(AwsScope scope) {
        var tree = new Tree();
        tree.text("region", scope.region()).text("assumeRole", scope.assumeRole());
        return tree.text("externalId", scope.externalId());
    }

    private Tree service(
            AwsScope aws, ServicePart part, @Nullable String siteVersion, Tree pinned, List<String> notes) {
        ServiceSnapshot service = found(aws, part);
        String running = service.current();
        if (running == null) {
            throw new Failure.Invalid("service " + part.service() + " names no task definition").asException();
        }
        if (service.moving()) {
            notes.add("A deployment of " + part.service() + " is under way; it is pinned to what that deploys.");
        }
        TaskDefinition revision = ecs.taskDefinition(aws, running);
        pinned.set("api", new Tree().text("taskDefinition", TaskDefinition.label(running)));
        var images = new Tree();
        for (String container : containers(service, revision, part, notes)) {
            String image = String.valueOf(revision.images().get(container));
            ImagePattern.of(image, siteVersion)
                    .ifPresentOrElse(
                            pattern -> images.text(container, pattern.pattern()),
                            () -> notes.add(
                                    "The image of " + container + ", " + image
                                            + ", has no tag that tells a version: write images for it before you pin a version."));
        }
        var tree = new Tree().text("cluster", part.cluster()).text("service", part.service());
        return images.isEmpty() ? tree : tree.set("images", images);
    }

    private ServiceSnapshot found(AwsScope aws, ServicePart part) {
        Reading reading =
                ecs.describe(aws, part.cluster(), List.of(part.service())).get(part.service());
        return switch (reading) {
            case Reading.Found(ServiceSnapshot service) when !"INACTIVE".equals(service.status()) -> service;
            case Reading.Found gone ->
                throw new Failure.NotFound(
                                "service " + part.service() + " of cluster " + part.cluster() + " was deleted")
                        .asException();
            case Reading.NoService none ->
                throw new Failure.NotFound("cluster " + part.cluster() + " has no service " + part.service())
                        .asException();
            case Reading.NoCluster none ->
                throw new Failure.NotFound("there is no cluster " + part.cluster()).asException();
            case null ->
                throw new Failure.Unavailable("ECS told nothing about service " + part.service()).asException();
        };
    }

    private static List<String> containers(
            ServiceSnapshot service, TaskDefinition revision, ServicePart part, List<String> notes) {
        var all = List.copyOf(revision.images().keySet());
        for (String wanted : part.containers()) {
            if (!all.contains(wanted)) {
                throw new Failure.Invalid(TaskDefinition.label(revision.arn()) + " has no container " + wanted
                                + ", but " + String.join(", ", all))
                        .asException();
            }
        }
        if (!part.containers().isEmpty() || all.size() < 2) {
            return part.containers().isEmpty() ? all : part.containers();
        }
        String chosen = service.loadBalancers().stream()
                .map(ServiceSnapshot.LoadBalancer::container)
                .filter(all::contains)
                .findFirst()
                .orElse(all.getFirst());
        notes.add("Of the containers " + String.join(", ", all) + ", " + chosen
                + " was taken for the one whose image makes a version; --container says otherwise.");
        return List.of(chosen);
    }

    private @Nullable String liveVersion(AwsScope aws, SitePart part, List<String> notes) {
        int at = part.build().indexOf(VERSION);
        S3Place builds = S3Place.parse(part.build().substring(0, at));
        String after = part.build().substring(at + VERSION.length());
        for (String distribution : part.distributions()) {
            sites.origins(aws, distribution);
        }
        List<Listed> live = sites.list(aws, part.live());
        List<Listed> built = sites.list(aws, builds);
        String version = LiveBuild.version(live, built, after);
        if (version == null) {
            List<String> candidates = LiveBuild.candidates(live, built, after);
            notes.add("Which build is live in " + part.live() + " can't be told: none of those at " + part.build()
                    + " is there byte for byte. "
                    + (candidates.isEmpty() ? "" : "By names and sizes it could be " + named(candidates) + ". ")
                    + "The pin leaves web alone until you say a version.");
        }
        return version;
    }

    private static String named(List<String> candidates) {
        String first = String.join(" or ", candidates.subList(0, Math.min(candidates.size(), NAMED)));
        return candidates.size() > NAMED ? first + " or one of " + (candidates.size() - NAMED) + " others" : first;
    }

    private static Tree site(SitePart part) {
        var tree = new Tree().text("bucket", part.live().bucket());
        if (!part.live().prefix().isEmpty()) {
            tree.text("prefix", part.live().prefix());
        }
        tree.text("build", part.build());
        return part.distributions().isEmpty() ? tree : tree.texts("distributions", part.distributions());
    }

    private static String record(String kind, String name, Tree spec) {
        return RecordCodec.toYaml(new Tree()
                .text("apiVersion", RecordCodec.API_VERSION)
                .text("kind", kind)
                .set("metadata", new Tree().text("name", name))
                .set("spec", spec)
                .node());
    }

    /** A mapping that grows. */
    private static final class Tree {
        private final SequencedMap<String, Node> entries = new LinkedHashMap<>();

        Tree set(String key, Tree value) {
            entries.putLast(key, value.node());
            return this;
        }

        Tree text(String key, @Nullable String value) {
            if (value != null) {
                entries.putLast(key, scalar(value));
            }
            return this;
        }

        Tree plain(String key, String value) {
            entries.putLast(key, new Node.Scalar(null, value, false));
            return this;
        }

        Tree texts(String key, List<String> values) {
            entries.putLast(
                    key,
                    new Node.Sequence(null, values.stream().map(Tree::scalar).toList()));
            return this;
        }

        boolean isEmpty() {
            return entries.isEmpty();
        }

        Node.Mapping node() {
            return new Node.Mapping(
                    null,
                    entries.entrySet().stream()
                            .map(entry -> new Node.Entry(null, entry.getKey(), entry.getValue()))
                            .toList());
        }

        /** In quotes where YAML could take it for anything but text. */
        private static Node scalar(String text) {
            boolean word = text.matches("[A-Za-z/][A-Za-z0-9/_.:-]*")
                    && !text.matches("(?i)true|false|yes|no|on|off|null|y|n");
            return new Node.Scalar(null, text, !word);
        }
    }
}
