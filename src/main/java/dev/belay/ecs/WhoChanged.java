package dev.belay.ecs;

import dev.belay.ecs.ServiceSnapshot.Deployment;
import dev.belay.model.EcsService;
import dev.belay.model.FailureException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hints at who moved a service. ECS does not keep who asked for a deployment, only CloudTrail does; it keeps who
 * registered the revision, which is mostly the same pipeline.
 */
final class WhoChanged {
    private WhoChanged() {}

    static String of(EcsApi api, EcsService spec, Sighting sighting) {
        if (!(sighting.reading() instanceof Reading.Found(ServiceSnapshot service))) {
            return "service " + spec.service() + " has not been seen";
        }
        return service.primary()
                .map(primary -> deployment(primary) + "; " + revision(api, spec, primary.taskDefinition()))
                .orElseGet(() -> "service " + spec.service() + " has no deployment");
    }

    private static String deployment(Deployment primary) {
        return "deployment " + primary.id() + " of " + TaskDefinition.label(primary.taskDefinition()) + " began "
                + said(primary.createdAt());
    }

    private static String revision(EcsApi api, EcsService spec, String arn) {
        try {
            TaskDefinition revision = api.taskDefinition(spec.aws(), arn);
            String by = revision.registeredBy();
            return "the revision was registered " + said(revision.registeredAt())
                    + (by == null || by.isEmpty() ? "" : " by " + by);
        } catch (FailureException e) {
            return "who registered the revision can't be told: " + e.failure().message();
        }
    }

    private static String said(@Nullable Instant at) {
        return at == null
                ? "at a time that ECS does not tell"
                : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
