package dev.belay.notify;

import dev.belay.model.ServiceAddress;

/** What a message is about. It is never believed beyond that: it says where to look, and looking says what is so. */
public sealed interface News {
    /** Records may have changed. */
    record RecordsChanged() implements News {}

    /** Something of a service may have changed; whether it is one of ours is for its observers to say. */
    record ServiceChanged(ServiceAddress service) implements News {}

    /** Well formed, and nothing that concerns us: another bucket, our own documents, another kind of event. */
    record Foreign() implements News {}

    /**
     * It can't be told what it is about.
     *
     * @param why in a few words, without the message's content
     */
    record Unreadable(String why) implements News {}
}
