package dev.belay.app;

import dev.belay.rollout.StoreHealth;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready until the records were read once, nor while they could not be read for a minute. */
@Readiness
@ApplicationScoped
class StoreReadiness implements HealthCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final StoreHealth health;
    private final Clock clock = Clock.systemUTC();

    StoreReadiness(StoreHealth health) {
        this.health = health;
    }

    @Override
    public HealthCheckResponse call() {
        Instant readAt = health.readAt();
        boolean up = readAt != null && Duration.between(readAt, clock.instant()).compareTo(PATIENCE) <= 0;
        var response = HealthCheckResponse.named("store")
                .status(up)
                .withData("lastRead", readAt == null ? "never" : readAt.toString());
        String trouble = health.trouble();
        return (trouble == null ? response : response.withData("trouble", trouble)).build();
    }
}
