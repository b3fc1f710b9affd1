package dev.belay.access;

import java.util.Arrays;

/**
 * The kinds of problems, by which programs may tell them apart; more stable than the words. Each is documented in {@code
 * docs/api.md}. Where several have one status, the first of them is what the status alone stands for.
 */
public enum ProblemType {
    MALFORMED(400, "malformed"),
    INVALID_RECORD(400, "invalid-record"),
    UNKNOWN_CALLER(401, "unknown-caller"),
    FORBIDDEN(403, "forbidden"),
    FOREIGN_PAGE(403, "foreign-page"),
    NOT_FOUND(404, "not-found"),
    NOT_ALLOWED(405, "method-not-allowed"),
    NOT_ACCEPTABLE(406, "not-acceptable"),
    CONFLICT(409, "conflict"),
    IN_FLIGHT(409, "in-flight"),
    MOVED(412, "moved"),
    TOO_LONG(413, "too-long"),
    MEDIA_TYPE(415, "media-type"),
    KEY_REUSED(422, "key-reused"),
    HELD(423, "held"),
    UNCONDITIONAL(428, "unconditional"),
    TOO_MANY(429, "too-many-requests"),
    FAILED(500, "failed"),
    REFUSED_BY_STORE(502, "refused-by-store"),
    UNAVAILABLE(503, "unavailable");

    private static final String BASE = "https://belay.dev/problems/";

    private final int status;
    private final String slug;

    ProblemType(int status, String slug) {
        this.status = status;
        this.slug = slug;
    }

    public int status() {
        return status;
    }

    /** The last part of {@link #uri}. */
    public String slug() {
        return slug;
    }

    /** An identifier; nothing need be served there. */
    public String uri() {
        return BASE + slug;
    }

    /** What the status alone says; {@code about:blank} where that is no kind of ours. */
    static String uri(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status == status)
                .findFirst()
                .map(ProblemType::uri)
                .orElse("about:blank");
    }
}
