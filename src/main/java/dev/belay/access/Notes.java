package dev.belay.access;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** What the audit log shall know of a request that its path and answer do not tell. */
@RequestScoped
public class Notes {
    private @Nullable String target;
    private @Nullable String reason;
    private @Nullable String content;

    /** Which target, or which of several, it is about. */
    public void target(String name) {
        target = name;
    }

    /** Why it was asked for, in people's words. They are masked and cut before they are written. */
    public void reason(@Nullable String words) {
        reason = words;
    }

    /** In short what was asked for. It is masked and cut before it is written. */
    public void content(@Nullable String words) {
        content = words;
    }

    @Nullable
    String target() {
        return target;
    }

    @Nullable
    String reason() {
        return reason;
    }

    @Nullable
    String content() {
        return content;
    }
}
