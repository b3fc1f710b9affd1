package dev.belay.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Who asks the daemon, where it matters: not known outside this machine, and the same in every run. */
final class Tokens {
    /** Of whoever is on call. */
    static final String OPERATOR = "on-call-of-the-demo";

    /** Of a pipeline that asks before it deploys. */
    static final String VIEWER = "pipeline-of-the-demo";

    static final Map<String, String> ENVIRONMENT = Map.of(
            "BELAY_API_TOKENS_ALICE_SHA256",
            sha256(OPERATOR),
            "BELAY_API_TOKENS_ALICE_ROLE",
            "operator",
            "BELAY_API_TOKENS_CI_SHA256",
            sha256(VIEWER),
            "BELAY_API_TOKENS_CI_ROLE",
            "viewer");

    private Tokens() {}

    static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
