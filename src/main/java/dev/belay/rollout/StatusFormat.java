package dev.belay.rollout;

import dev.belay.model.Status;

/** A status as it is stored: the text that the API answers. A port, since how the API writes is the API's. */
public interface StatusFormat {
    String write(Status status);

    /**
     * Reads what was written. It comes back without its rollouts, of which the text has little; they are in the target's root.
     *
     * @param place for people, where it can't be read
     * @throws dev.belay.model.FailureException {@link dev.belay.model.Failure.Invalid} when the text is no status
     */
    Status read(String place, String text);
}
