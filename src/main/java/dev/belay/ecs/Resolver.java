package dev.belay.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.ecs.Origins.Origin;
import dev.belay.ecs.RevisionCatalogue.Search;
import dev.belay.model.EcsService;
import dev.belay.model.Ordered;
import dev.belay.model.PinnedComponent;
import dev.belay.model.PinnedComponent.Base;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
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
     * @param remembered what became of revisions
     * @throws FailureException when a call came to nothing
     */
    Resolution resolve(
            EcsApi api, EcsService spec, PinnedComponent want, @Nullable String current, Remembered remembered) {
        var look = new Look(api, spec, EcsState.asked(want), current, remembered);
        try {
            return switch (want) {
                case PinnedComponent.TaskDefinition(String name) -> look.revision(name);
                case PinnedComponent.Version(String version) -> look.version(version);
                case PinnedComponent.Images images -> look.images(images);
                case PinnedComponent.Leave leave -> new Resolution.Impossible("LeftAlone", "it is left alone");
            };
        } catch (Content.Unusable e) {
            return new Resolution.Impossible(e.reason(), e.text());
        }
    }

    /** One question, and what it is asked with. */
    private final class Look {
        private final EcsApi api;
        private final EcsService spec;
        private final String asked;
        private final @Nullable String current;
        private final Remembered remembered;
        private final Origins origins;
        private final List<String> passedOver = new ArrayList<>();

        Look(EcsApi api, EcsService spec, String asked, @Nullable String current, Remembered remembered) {
            this.api = api;
            this.spec = spec;
            this.asked = asked;
            this.current = current;
            this.remembered = remembered;
            this.origins = new Origins(api, spec, current, remembered.lastGood());
        }

        Resolution revision(String name) throws Content.Unusable {
            TaskDefinition revision = origins.describe(name);
            // What runs may have been deregistered under it: it keeps running, so being held to it is no contradiction.
            if (!revision.active() && !revision.arn().equals(current)) {
                throw new Content.Unusable(
                        "InactiveRevision",
                        name + " is INACTIVE: ECS starts no deployment from it; pin another revision, or images or a"
                                + " version with base: " + TaskDefinition.label(revision.arn()));
            }
            return known(revision.arn(), "the revision that is pinned", revision.images());
        }

        Resolution version(String version) throws Content.Unusable {
            TaskDefinition good = knownGood(version);
            if (good != null) {
                return known(good.arn(), "the revision that it became known good with", good.images());
            }
            SortedMap<String, String> images = imagesOf(version);
            String template = spec.template();
            if (images.isEmpty() && (template == null || !template.contains("{version}"))) {
                throw new Content.Unusable(
                        "NoImages",
                        "the component names neither images nor a template with {version}, so version " + version
                                + " says nothing about it; add images, or pin a taskDefinition");
            }
            Resolution there = images.isEmpty() ? null : newest(images);
            if (there != null) {
                return there;
            }
            Origin origin = template == null
                    ? origins.lastGood(passedOver)
                    : origins.template(template.replace("{version}", version));
            return made(origin, images);
        }

        /** The newest ACTIVE revision that runs these images and has not failed; null: there is none. */
        private @Nullable Resolution newest(SortedMap<String, String> images) throws Content.Unusable {
            String family = origins.family();
            Search search = catalogue.find(
                    api,
                    spec.aws(),
                    family,
                    facts -> facts.images().entrySet().containsAll(images.entrySet()),
                    remembered.failed(),
                    null);
            return switch (search) {
                case Search.Match match -> known(match, "the newest active revision that runs these images");
                case Search.Unfinished unfinished -> unfinished(unfinished, family);
                case Search.None none -> null;
            };
        }

        /** The revision that a version became known good with; null: there is none, or none that can be used. */
        private @Nullable TaskDefinition knownGood(String version) {
            String arn = remembered.knownGood().get(version);
            if (arn == null) {
                return null;
            }
            if (remembered.failed().contains(arn)) {
                return passOver(arn, "has failed since");
            }
            TaskDefinition revision = origins.find(arn);
            if (revision == null) {
                return passOver(arn, "is gone");
            }
            return revision.active() ? revision : passOver(arn, "is INACTIVE now");
        }

        private @Nullable TaskDefinition passOver(String arn, String why) {
            passedOver.add(TaskDefinition.label(arn) + ", which it became known good with, " + why);
            return null;
        }

        Resolution images(PinnedComponent.Images pinned) throws Content.Unusable {
            String template = spec.template();
            Base base =
                    pinned.base() != null ? pinned.base() : template == null ? new Base.Running() : new Base.Template();
            Origin origin = switch (base) {
                case Base.Running running -> origins.running();
                case Base.Revision(String name) -> origins.revision(name);
                case Base.Template it -> origins.template(versionless(template));
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
            String how = "made from " + origin + (images.isEmpty() ? "" : " with " + words(images));
            Search search = catalogue.find(
                    api, spec.aws(), origin.family(), facts -> facts.hash().equals(hash), Set.of(), null);
            return switch (search) {
                case Search.Match match -> known(match, "has the content of " + origin.name() + " with these images");
                case Search.Unfinished unfinished -> unfinished(unfinished, origin.family());
                case Search.None none ->
                    new Resolution.Missing(origin.family(), content, hash, none.newest(), said(how));
            };
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
            return new Resolution.Known(EcsState.Resolved.of(asked, arn, said(how), images));
        }

        private String said(String how) {
            return passedOver.isEmpty() ? how : how + "; " + String.join("; ", passedOver);
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
