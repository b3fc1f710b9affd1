package dev.belay.bench.sites;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer of the server's. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record S3Answer(int status, Map<String, String> headers, byte[] body) {
    static S3Answer xml(int status, String text) {
        return new S3Answer(
                status,
                Map.of("content-type", "application/xml"),
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text).getBytes(StandardCharsets.UTF_8));
    }

    static S3Answer empty(int status, Map<String, String> headers) {
        return new S3Answer(status, headers, new byte[0]);
    }

    static S3Answer error(int status, String code) {
        return xml(status, "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
