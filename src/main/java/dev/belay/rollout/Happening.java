package dev.belay.rollout;

import dev.belay.model.Rollout;
import dev.belay.model.Status;

/** Something about a target that those who watch want to know at once. */
public sealed interface Happening {
    String target();

    /** What Belay says of a target is not what it said before. */
    record StatusChanged(Status status) implements Happening {
        @Override
        public String target() {
            return status.name();
        }
    }

    /**
     * A rollout came forward.
     *
     * @param rollout its id
     */
    record StepTaken(String target, String rollout, Rollout.Step step) implements Happening {}
}
