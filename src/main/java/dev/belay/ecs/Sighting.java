package dev.belay.ecs;

import dev.belay.model.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a service.
 *
 * @param reading the last look that came to something; null: none yet
 * @param readAt when that look began; null: none yet
 * @param failure why later looks came to nothing; null: none failed since
 */
public record Sighting(
        @Nullable Reading reading,
        @Nullable Instant readAt,
        @Nullable Failure failure) {
    /** Nothing is known. */
    public static final Sighting NONE = new Sighting(null, null, null);

    static Sighting of(Reading reading, Instant readAt) {
        return new Sighting(reading, readAt, null);
    }

    Sighting failed(Failure why) {
        return new Sighting(reading, readAt, why);
    }
}
