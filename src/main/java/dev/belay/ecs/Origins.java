package dev.belay.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.model.EcsService;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new revision of a service can be made from. Reads only; throws what the calls throw. */
final class Origins {
    private final EcsApi api;
    private final EcsService spec;
    private final @Nullable String current;
    private final @Nullable String lastGood;

    /**
     * Asks nothing yet.
     *
     * @param current ARN of what new tasks are started from; null: nothing
     * @param lastGood ARN of the last known-good revision; null: there is none yet
     */
    Origins(EcsApi api, EcsService spec, @Nullable String current, @Nullable String lastGood) {
        this.api = api;
        this.spec = spec;
        this.current = current;
        this.lastGood = lastGood;
    }

    /**
     * A content, of the family of what is made from it.
     *
     * @param as in words, why this one; empty: it goes without saying
     */
    record Origin(String name, String as, String family, ObjectNode content) {
        @Override
        public String toString() {
            return as.isEmpty() ? name : name + ", " + as + ",";
        }
    }

    /** What runs. */
    Origin running() throws Content.Unusable {
        if (current == null) {
            throw new Content.Unusable(
                    "NothingRuns", "the service has no task definition to make a revision from; add a template");
        }
        return origin(describe(current), "");
    }

    /**
     * The last known-good revision, be it INACTIVE; what runs where there is none, or none any more.
     *
     * @param passedOver told of one that is gone
     */
    Origin lastGood(List<String> passedOver) throws Content.Unusable {
        if (lastGood == null) {
            return running();
        }
        TaskDefinition revision = find(lastGood);
        if (revision == null) {
            passedOver.add("the last known good, " + TaskDefinition.label(lastGood) + ", is gone");
            return running();
        }
        return origin(revision, "the last known good");
    }

    /** A revision by its name, in its own family. */
    Origin revision(String name) throws Content.Unusable {
        TaskDefinition revision = describe(name);
        return new Origin(TaskDefinition.label(revision.arn()), "", revision.family(), revision.content());
    }

    Origin template(String url) throws Content.Unusable {
        String family = family();
        try {
            return new Origin(url, "", family, Content.template(api, url, api.template(spec.aws(), url), family));
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.NotFound) {
                throw new Content.Unusable("TemplateProblem", "template " + url + " does not exist");
            }
            throw e;
        }
    }

    private Origin origin(TaskDefinition revision, String as) throws Content.Unusable {
        String family = family();
        ObjectNode content = revision.content().deepCopy();
        content.put("family", family);
        return new Origin(TaskDefinition.label(revision.arn()), as, family, content);
    }

    /** The component's own, or that of what runs. */
    String family() throws Content.Unusable {
        if (spec.family() != null) {
            return spec.family();
        }
        String from = current != null ? current : lastGood;
        if (from == null) {
            throw new Content.Unusable("NothingRuns", "the service runs nothing to tell its family from; set family");
        }
        return TaskDefinition.family(from);
    }

    TaskDefinition describe(String name) throws Content.Unusable {
        if (!TaskDefinition.namesRevision(name)) {
            throw new Content.Unusable(
                    "RevisionNotNamed", name + " names no revision; write family:revision or its ARN");
        }
        TaskDefinition revision = find(name);
        if (revision == null) {
            throw new Content.Unusable("RevisionNotFound", "there is no task definition " + name);
        }
        return revision;
    }

    /** Null: there is no such revision. */
    @Nullable
    TaskDefinition find(String name) {
        try {
            return api.taskDefinition(spec.aws(), name);
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return null;
            }
            throw e;
        }
    }
}
