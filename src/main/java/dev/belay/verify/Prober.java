package dev.belay.verify;

import dev.belay.model.Check;
import dev.belay.model.EcsService;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks the world, once. A port of the rollout, so that tests answer for the world. */
@FunctionalInterface
public interface Prober {
    /** One try. Never throws for what the world does: a timeout or a refused address is an answer. */
    Answer probe(Check check, Context context);

    /** What a probe may need to know of the rollout that it proves. */
    interface Context {
        /** When the rollout began: what was wrong before is not its doing. */
        Instant startedAt();

        /**
         * The build that a site component is held to.
         *
         * @return null: the component is left alone by its pin, so there is nothing to compare with
         */
        @Nullable
        BuildFiles build(String component);

        /**
         * A service that is held to a version.
         *
         * @return null: the component is left alone by its pin
         */
        @Nullable
        EcsService service(String component);
    }
}
