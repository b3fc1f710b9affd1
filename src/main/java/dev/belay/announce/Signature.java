package dev.belay.announce;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> say, so that their libraries verify it. */
final class Signature {
    private static final String SERIALIZED = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * The value of {@code webhook-signature}.
     *
     * @param key {@code whsec_} and Base64, as the specification writes keys, else its characters are the key
     * @param timestamp seconds since 1970
     * @throws FailureException {@link Failure.Invalid} when the key can't be one
     */
    static String of(String key, String id, long timestamp, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(key.strip()), ALGORITHM));
            byte[] signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String key) {
        byte[] bytes;
        try {
            bytes = key.startsWith(SERIALIZED)
                    ? Base64.getDecoder().decode(key.substring(SERIALIZED.length()))
                    : key.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Without the cause: its words quote the key.
            throw new FailureException(new Failure.Invalid("the webhook's key is not Base64 after " + SERIALIZED));
        }
        if (bytes.length == 0) {
            throw new FailureException(new Failure.Invalid("the webhook's key is empty"));
        }
        return bytes;
    }
}
