package dev.belay.access;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** What the audit log shall know of a request that its path and answer do not tell. */
@RequestScoped
public class Notes {
    private @Nullable String target;
    private @Nullable String reason;
    private @Nullable String content;
    private @Nullable String before;

    /** Which target, or which of several, it is about. */
    public void target(String name) {
        target = name;
    }

    /** Why it was asked for, in people's words. They are masked and cut before they are written. */
    public void reason(@Nullable String words) {
        reason = words;
    }

    /**
     * Takes reason and content from what was sent to the desk.
     *
     * @param request JSON or YAML
     */
    public void asked(String request) {
        Asked asked = Asked.of(request);
        reason = asked.reason();
        content = asked.content();
    }

    /** The revision that was shown to whoever asks, where {@code If-Match} does not say it; empty: there was none. */
    public void before(String revision) {
        before = revision.isEmpty() ? "absent" : revision;
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
    String before() {
        return before;
    }

    @Nullable
    String content() {
        return content;
    }
}
