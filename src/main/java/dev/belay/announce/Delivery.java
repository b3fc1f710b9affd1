package dev.belay.announce;

/** What one try to deliver a letter came to. Words are for people and hold no secret. */
public sealed interface Delivery {
    /**
     * It was taken.
     *
     * @param answer where it is to be found, or what was said
     */
    record Delivered(String answer) implements Delivery {}

    /** It was refused for what it is, and will be again unless somebody puts that right: tried a few times more. */
    record Refused(String why) implements Delivery {}

    /** The recipient can't take it now, or that can't be told: tried again. It may have arrived. */
    record Failed(String why) implements Delivery {}
}
