package dev.belay.access;

import dev.belay.rollout.Caller;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A static token, known by its hash only.
 *
 * @param name of its bearer, for logs and records
 * @param sha256 of the token's UTF-8 bytes, 64 hex digits
 * @param targets names or patterns of the targets that it is good for; empty: all
 */
public record ApiToken(String name, String sha256, Role role, List<String> targets) {
    public ApiToken {
        sha256 = sha256.strip().toLowerCase(Locale.ROOT);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("token " + name + ": expected a SHA-256 of 64 hex digits");
        }
        targets = targets.isEmpty() ? Caller.ALL : List.copyOf(targets);
    }

    byte[] hash() {
        return HexFormat.of().parseHex(sha256);
    }
}
