package dev.belay.localcloud.cloudfront;

import java.util.Objects;

/** A call that CloudFront refuses, with the code, message and HTTP status of its API reference. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Refusal invalidArgument(String message) {
        return new Refusal(400, "InvalidArgument", message);
    }

    int status() {
        return status;
    }

    Xml body(String requestId) {
        return Xml.of(
                "ErrorResponse",
                Xml.of(
                        "Error",
                        Xml.leaf("Type", "Sender"),
                        Xml.leaf("Code", code),
                        Xml.leaf("Message", Objects.requireNonNull(getMessage()))),
                Xml.leaf("RequestId", requestId));
    }
}
