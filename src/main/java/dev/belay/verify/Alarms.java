package dev.belay.verify;

import dev.belay.model.AwsScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** CloudWatch's alarms, metric and composite ones. */
@FunctionalInterface
public interface Alarms {
    /**
     * One alarm as it is now.
     *
     * @throws dev.belay.model.FailureException when it can't be read; {@code NotFound} where there is none of that name
     */
    Seen read(AwsScope scope, String name);

    /**
     * An alarm's state.
     *
     * @param since when it came into that state; null: CloudWatch does not say
     * @param reason CloudWatch's own words
     */
    record Seen(State state, @Nullable Instant since, String reason) {}

    /** What an alarm may say. */
    enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }
}
