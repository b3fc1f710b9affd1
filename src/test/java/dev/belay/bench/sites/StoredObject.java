package dev.belay.bench.sites;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;

/**
 * An object.
 *
 * @param etag with its quotes
 * @param headers what it is served with, user metadata among it, names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredObject(byte[] bytes, String etag, Map<String, String> headers, Instant modified) {
    static StoredObject of(byte[] bytes, Map<String, String> headers) {
        try {
            String digest =
                    HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
            return new StoredObject(bytes, '"' + digest + '"', Map.copyOf(headers), now());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    StoredObject copied() {
        return new StoredObject(bytes, etag, headers, now());
    }

    /** S3 tells no more than seconds. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
