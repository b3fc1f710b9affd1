package dev.belay.diagnose;

import dev.belay.model.CheckResult;
import dev.belay.model.EcsService;
import dev.belay.model.Site;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What failed.
 *
 * @param since when the rollout began: what happened before is no clue
 * @param message how it stalled or failed, as the status says it
 * @param parts the components that moved, or were to
 * @param checks what the checks answered
 */
public record Subject(String target, Instant since, String message, List<Part> parts, List<CheckResult> checks) {
    /** One component's part. */
    public sealed interface Part {
        String component();

        /**
         * A service.
         *
         * @param deployment id of the deployment that Belay made or followed; null: none yet
         * @param revision ARN that the pin was resolved to; null: not resolved yet
         * @param good ARN of the revision last known good, else of what ran before; null: there is none
         */
        record Service(
                String component,
                EcsService spec,
                @Nullable String deployment,
                @Nullable String revision,
                @Nullable String good)
                implements Part {}

        /**
         * A site.
         *
         * @param build {@code s3://} place of the build that should be live; null: not resolved yet
         * @param url public address, where a check names one; null: none is known
         * @param invalidations ids, each alone or as {@code DISTRIBUTION/ID}
         */
        record Website(
                String component,
                Site spec,
                @Nullable String build,
                @Nullable URI url,
                List<String> invalidations) implements Part {
            public Website {
                invalidations = List.copyOf(invalidations);
            }
        }
    }

    public Subject {
        parts = List.copyOf(parts);
        checks = List.copyOf(checks);
    }
}
