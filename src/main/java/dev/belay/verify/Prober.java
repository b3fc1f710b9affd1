package dev.belay.verify;

import dev.belay.model.Check;
import org.jspecify.annotations.Nullable;

/** Asks the world, once. A port of the rollout, so that tests answer for the world. */
@FunctionalInterface
public interface Prober {
    /** One try. Never throws for what the world does: a timeout or a refused address is an answer. */
    Answer probe(Check check, Context context);

    /** What a probe may need to know of the rollout that it proves. */
    @FunctionalInterface
    interface Context {
        /**
         * The build that a site component is held to.
         *
         * @return null: the component is left alone by its pin, so there is nothing to compare with
         */
        @Nullable
        BuildFiles build(String component);
    }
}
