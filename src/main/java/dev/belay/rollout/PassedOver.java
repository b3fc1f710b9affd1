package dev.belay.rollout;

/**
 * A version that one could have gone back to.
 *
 * @param why it was not chosen, in words
 */
public record PassedOver(String version, String why) {
    @Override
    public String toString() {
        return version + ": " + why;
    }
}
