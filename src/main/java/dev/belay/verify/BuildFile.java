package dev.belay.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a build's file: enough to tell whether served bytes are its bytes.
 *
 * @param sha256 of the bytes as stored (with a content encoding: as encoded), in hex
 * @param size in bytes
 * @param contentType as stored; null: none was stored, any will do
 */
public record BuildFile(String sha256, long size, @Nullable String contentType) {
    public static BuildFile of(byte[] bytes, @Nullable String contentType) {
        return new BuildFile(sha256(bytes), bytes.length, contentType);
    }

    /** The SHA-256 of bytes in hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
