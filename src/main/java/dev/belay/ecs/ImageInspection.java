package dev.belay.ecs;

import dev.belay.model.AwsScope;
import dev.belay.model.FailureException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether a revision's images are still what they were (containers-roadmap #1078: a lifecycle policy deleted one). */
final class ImageInspection {
    private final ImageRegistry registry;
    private final AwsScope scope;
    private final Inspection inspection;

    ImageInspection(ImageRegistry registry, AwsScope scope, Inspection inspection) {
        this.registry = registry;
        this.scope = scope;
        this.inspection = inspection;
    }

    /**
     * Looks at one image.
     *
     * @param containers that run it
     * @param digests container to what its image was when the revision was known good, as far as that is known
     */
    void look(String text, List<String> containers, SortedMap<String, String> digests) {
        ImageReference image = ImageReference.parse(text);
        var repository = image.repository();
        if (repository == null) {
            inspection.note("image " + text + " of " + String.join(", ", containers)
                    + " is not in ECR: whether it can be pulled is not looked into");
            return;
        }
        String whole = "image " + text + " of " + String.join(", ", containers);
        String was = digests.entrySet().stream()
                .filter(known -> containers.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (image.digest() != null) {
            ask(repository, image.digest(), whole, there -> {
                if (there == null) {
                    inspection.problem(whole + " is gone from ECR: push it again");
                }
            });
        } else {
            String tag = Objects.requireNonNull(image.tag(), "a tag where there is no digest");
            ask(repository, tag, whole, now -> tagged(repository, tag, whole, was, now));
        }
    }

    private void tagged(
            ImageRegistry.Repository repository, String tag, String whole, @Nullable String was, @Nullable String now) {
        if (Objects.equals(was, now)) {
            if (now == null) {
                inspection.problem(whole + " is gone from ECR: push it again");
            }
            return;
        }
        if (was == null) {
            inspection.note(whole + " is there; whether its tag moved since it was known good can't be told");
            return;
        }
        String still = still(repository, was);
        inspection.problem(
                now == null
                        ? whole + " is gone from ECR by its tag; it was " + Digests.brief(was) + ", and " + still
                        : "tag " + tag + " of " + repository.name() + " now points at " + Digests.brief(now)
                                + ", it was " + Digests.brief(was) + ": a rollback would run other code; " + still);
    }

    /** What can be done; not to know it takes nothing off the problem. */
    private String still(ImageRegistry.Repository repository, String was) {
        try {
            return registry.digest(scope, repository, was) == null
                    ? "that image is gone from ECR"
                    : "that image is still there: give it the tag again, or pin images by digest";
        } catch (FailureException e) {
            return "whether that image is still there can't be told: "
                    + e.failure().message();
        }
    }

    private void ask(ImageRegistry.Repository repository, String id, String whole, Consumer<@Nullable String> then) {
        inspection.<@Nullable String>ask(
                "ECR in " + repository.region(),
                "whether " + whole + " is there",
                () -> registry.digest(scope, repository, id),
                then);
    }
}
