package dev.belay.access;

import java.util.List;

/**
 * Who is let in.
 *
 * @param openOnLoopback whether those on this machine need no token
 */
public record Access(List<ApiToken> tokens, boolean openOnLoopback) {
    public Access {
        tokens = List.copyOf(tokens);
    }
}
