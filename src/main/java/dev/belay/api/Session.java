package dev.belay.api;

import dev.belay.rollout.Caller;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who asks, for as long as the request lasts. */
@RequestScoped
class Session {
    private @Nullable Identity identity;

    void begin(Identity identity) {
        this.identity = identity;
    }

    /** Null: nobody was let in. */
    @Nullable
    Identity identity() {
        return identity;
    }

    Caller caller() {
        if (identity == null) {
            throw new IllegalStateException("a route was reached without an identity");
        }
        return identity.caller();
    }

    /** Whether whoever asks may do what the role may. */
    boolean covers(Role role) {
        return identity != null && identity.role().covers(role);
    }
}
