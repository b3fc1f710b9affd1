package dev.belay.localcloud;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who signed a request, and for what: read from the credential scope of the Authorization header or of a presigned
 * query. The signature itself is not checked.
 */
record Credential(String accessKey, String region, String service) {
    private static final Pattern SCOPE =
            Pattern.compile("Credential=([^/,]+)/\\d{8}/(?:([^/,]+)/)?([^/,]+)/aws4_request");
    private static final Pattern ACCOUNT = Pattern.compile("(?:ASIA)?(\\d{12})(?:\\D.*)?");

    static Optional<Credential> of(Map<String, String> headers, String query) {
        Matcher signed = SCOPE.matcher(headers.getOrDefault("authorization", ""));
        if (signed.find()) {
            return Optional.of(from(signed));
        }
        Matcher presigned = SCOPE.matcher(URLDecoder.decode(query, StandardCharsets.UTF_8));
        return presigned.find() ? Optional.of(from(presigned)) : Optional.empty();
    }

    /** Keys made by the simulated STS, and keys that are an account's number, belong to that account. */
    String account(String byDefault) {
        Matcher account = ACCOUNT.matcher(accessKey);
        return account.matches() ? account.group(1) : byDefault;
    }

    private static Credential from(Matcher scope) {
        String region = scope.group(2);
        return new Credential(scope.group(1), region == null ? "us-east-1" : region, scope.group(3));
    }
}
