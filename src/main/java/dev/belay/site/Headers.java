package dev.belay.site;

import dev.belay.model.Ordered;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * What an object is served with: {@code content-type}, {@code cache-control}, {@code content-encoding},
 * {@code content-disposition}, {@code content-language}, {@code expires} and {@code x-amz-meta-…}, names in lower case. Two
 * objects with equal bytes and equal headers are the same to a user.
 */
public record Headers(SortedMap<String, String> values) {
    private static final int DIGEST_LENGTH = 20;

    public Headers {
        values = Ordered.sorted(values);
    }

    /** Stands for these headers where only equality matters. */
    public String digest() {
        var text = new StringBuilder();
        values.forEach((name, value) -> text.append(name)
                .append(':')
                .append(value.length())
                .append(':')
                .append(value)
                .append('\n'));
        return digest(text.toString()).substring(0, DIGEST_LENGTH);
    }

    /** SHA-256 of a text, in hexadecimal. */
    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
