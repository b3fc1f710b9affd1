package dev.belay.access;

import dev.belay.rollout.Caller;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who asks, for as long as the request lasts. */
@RequestScoped
public class Session {
    private @Nullable Identity identity;

    void begin(Identity identity) {
        this.identity = identity;
    }

    /** Null: nobody was let in. */
    @Nullable
    public Identity identity() {
        return identity;
    }

    public Caller caller() {
        if (identity == null) {
            throw new IllegalStateException("a route was reached without an identity");
        }
        return identity.caller();
    }

    /** Whether whoever asks may do what the role may. */
    public boolean covers(Role role) {
        return identity != null && identity.role().covers(role);
    }
}
