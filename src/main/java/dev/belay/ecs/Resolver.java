package dev.belay.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.ecs.RevisionCatalogue.Search;
import dev.belay.model.EcsService;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Ordered;
import dev.belay.model.PinnedComponent;
import dev.belay.model.PinnedComponent.Base;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the revision that a pin stands for. Reads only. */
final class Resolver {
    private final RevisionCatalogue catalogue;

    Resolver(RevisionCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Looks as far as one slice goes.
     *
     * @param current ARN of what new tasks are started from; null: nothing
     * @param failed ARNs that a version is not resolved to
     * @throws FailureException when a call came to nothing
     */
    Resolution resolve(
            EcsApi api, EcsService spec, PinnedComponent want, @Nullable String current, SortedSet<String> failed) {
        var look = new Look(api, spec, EcsState.asked(want), current);
        try {
            return switch (want) {
                case PinnedComponent.TaskDefinition(String name) -> look.revision(name);
                case PinnedComponent.Version(String version) -> look.version(version, failed);
                case PinnedComponent.Images images -> look.images(images);
                case PinnedComponent.Leave leave -> new Resolution.Impossible("LeftAlone", "it is left alone");
            };
        } catch (Content.Unusable e) {
            return new Resolution.Impossible(e.reason(), e.text());
        }
    }

    /** What a new revision is made from. */
    private record Origin(String name, String family, ObjectNode content) {}

    /** One question, and what it is asked with. */
    private final class Look {
        private final EcsApi api;
        private final EcsService spec;
        private final String asked;
        private final @Nullable String current;

        Look(EcsApi api, EcsService spec, String asked, @Nullable String current) {
            this.api = api;
            this.spec = spec;
            this.asked = asked;
            this.current = current;
        }

        Resolution revision(String name) throws Content.Unusable {
            TaskDefinition revision = describe(name);
            // What runs may have been deregistered under it: it keeps running, so being held to it is no contradiction.
            if (!revision.active() && !revision.arn().equals(current)) {
                throw new Content.Unusable(
                        "InactiveRevision",
                        name + " is INACTIVE: ECS starts no deployment from it; pin another revision, or images or a"
                                + " version with base: " + TaskDefinition.label(revision.arn()));
            }
            return known(revision.arn(), "the revision that is pinned", revision.images());
        }

        Resolution version(String version, SortedSet<String> failed) throws Content.Unusable {
            SortedMap<String, String> images = imagesOf(version);
            String template = spec.template();
            if (images.isEmpty() && (template == null || !template.contains("{version}"))) {
                throw new Content.Unusable(
                        "NoImages",
                        "the component names neither images nor a template with {version}, so version " + version
                                + " says nothing about it; add images, or pin a taskDefinition");
            }
            String family = family();
            if (!images.isEmpty()) {
                Search search = catalogue.find(
                        api,
                        spec.aws(),
                        family,
                        facts -> facts.images().entrySet().containsAll(images.entrySet()),
                        failed,
                        null);
                switch (search) {
                    case Search.Match match -> {
                        return known(match, "the newest active revision that runs these images");
                    }
                    case Search.Unfinished unfinished -> {
                        return unfinished(unfinished, family);
                    }
                    case Search.None none -> {}
                }
            }
            return made(template == null ? running() : fromTemplate(template.replace("{version}", version)), images);
        }

        Resolution images(PinnedComponent.Images pinned) throws Content.Unusable {
            String template = spec.template();
            Base base =
                    pinned.base() != null ? pinned.base() : template == null ? new Base.Running() : new Base.Template();
            Origin origin = switch (base) {
                case Base.Running running -> running();
                case Base.Revision(String name) -> {
                    TaskDefinition revision = describe(name);
                    yield new Origin(TaskDefinition.label(revision.arn()), revision.family(), revision.content());
                }
                case Base.Template it -> fromTemplate(versionless(template));
            };
            return made(origin, pinned.images());
        }

        private String versionless(@Nullable String template) throws Content.Unusable {
            if (template == null) {
                throw new Content.Unusable(
                        "TemplateProblem",
                        "base is template, but the component names none; add one, or use another base");
            }
            if (template.contains("{version}")) {
                throw new Content.Unusable(
                        "TemplateProblem",
                        "template " + template + " is one for each version, and images name no version; use base:"
                                + " running or a family:revision");
            }
            return template;
        }

        private Resolution made(Origin origin, SortedMap<String, String> images) throws Content.Unusable {
            ObjectNode content = Content.with(origin.content(), images, origin.name());
            String hash = Canonical.hash(content);
            String how = "made from " + origin.name() + (images.isEmpty() ? "" : " with " + words(images));
            Search search = catalogue.find(
                    api, spec.aws(), origin.family(), facts -> facts.hash().equals(hash), Set.of(), null);
            return switch (search) {
                case Search.Match match -> known(match, "has the content of " + origin.name() + " with these images");
                case Search.Unfinished unfinished -> unfinished(unfinished, origin.family());
                case Search.None none -> new Resolution.Missing(origin.family(), content, hash, none.newest(), how);
            };
        }

        private Origin running() throws Content.Unusable {
            if (current == null) {
                throw new Content.Unusable(
                        "NothingRuns", "the service has no task definition to make a revision from; add a template");
            }
            TaskDefinition running = describe(current);
            String family = spec.family() == null ? running.family() : spec.family();
            ObjectNode content = running.content().deepCopy();
            content.put("family", family);
            return new Origin(TaskDefinition.label(current), family, content);
        }

        private Origin fromTemplate(String url) throws Content.Unusable {
            String family = family();
            try {
                return new Origin(url, family, Content.template(api, url, api.template(spec.aws(), url), family));
            } catch (FailureException e) {
                if (e.failure() instanceof Failure.NotFound) {
                    throw new Content.Unusable("TemplateProblem", "template " + url + " does not exist");
                }
                throw e;
            }
        }

        private String family() throws Content.Unusable {
            if (spec.family() != null) {
                return spec.family();
            }
            if (current == null) {
                throw new Content.Unusable(
                        "NothingRuns", "the service runs nothing to tell its family from; set family");
            }
            return TaskDefinition.family(current);
        }

        private TaskDefinition describe(String name) throws Content.Unusable {
            if (!TaskDefinition.namesRevision(name)) {
                throw new Content.Unusable(
                        "RevisionNotNamed", name + " names no revision; write family:revision or its ARN");
            }
            try {
                return api.taskDefinition(spec.aws(), name);
            } catch (FailureException e) {
                if (e.failure() instanceof Failure.NotFound) {
                    throw new Content.Unusable("RevisionNotFound", "there is no task definition " + name);
                }
                throw e;
            }
        }

        private SortedMap<String, String> imagesOf(String version) {
            var images = new TreeMap<String, String>();
            spec.images().forEach((container, image) -> images.put(container, image.replace("{version}", version)));
            return Ordered.sorted(images);
        }

        private Resolution known(Search.Match match, String how) {
            return known(match.arn(), how, match.facts().images());
        }

        private Resolution known(String arn, String how, SortedMap<String, String> images) {
            return new Resolution.Known(new EcsState.Resolved(asked, arn, how, images));
        }

        private Resolution unfinished(Search.Unfinished unfinished, String family) {
            return new Resolution.Unfinished(
                    "looking through the revisions of " + family + ", " + unfinished.seen() + " seen");
        }
    }

    private static String words(SortedMap<String, String> images) {
        return String.join(
                ", ",
                images.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
    }
}
