package dev.belay.app;

import dev.belay.rollout.StoreHealth;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready until the records were read once, nor while they could not be read for a minute, nor, on a replica that stands by, until it has
 * read what the other one says. A replica that stands by is as ready as the one that acts: it answers, and takes what people write.
 */
@Readiness
@ApplicationScoped
class StoreReadiness implements HealthCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Sight sight;
    private final Clock clock = Clock.systemUTC();

    /**
     * What this replica sees.
     *
     * @param informed whether it can say what there is to say
     */
    record Sight(StoreHealth health, BooleanSupplier informed, BooleanSupplier acts) {}

    StoreReadiness(Sight sight) {
        this.sight = sight;
    }

    @Override
    public HealthCheckResponse call() {
        Instant readAt = sight.health().readAt();
        boolean up = readAt != null
                && Duration.between(readAt, clock.instant()).compareTo(PATIENCE) <= 0
                && sight.informed().getAsBoolean();
        var response = HealthCheckResponse.named("store")
                .status(up)
                .withData("lastRead", readAt == null ? "never" : readAt.toString())
                .withData("acts", sight.acts().getAsBoolean());
        String trouble = sight.health().trouble();
        return (trouble == null ? response : response.withData("trouble", trouble)).build();
    }
}
