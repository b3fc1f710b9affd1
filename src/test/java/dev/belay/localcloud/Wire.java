package dev.belay.localcloud;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The wire protocols of AWS, as far as a front must know them: which operation a request names, and how an error is said. */
public enum Wire {
    JSON_1_0,
    JSON_1_1,
    QUERY,
    EC2,
    REST_XML,
    S3,
    /** Smithy RPC v2, which newer clients speak to CloudWatch. */
    CBOR;

    /** Of the REST protocols only the method and path are known here; their simulators know the names. */
    public String operation(Request request) {
        return switch (this) {
            case JSON_1_0, JSON_1_1 ->
                request.header("x-amz-target")
                        .map(target -> target.substring(target.lastIndexOf('.') + 1))
                        .orElse("Unknown");
            case QUERY, EC2 -> Form.of(request).getOrDefault("Action", "Unknown");
            case REST_XML, S3 -> request.method() + " " + request.path();
            case CBOR -> request.path().substring(request.path().lastIndexOf('/') + 1);
        };
    }

    public Response error(int status, String code, String message) {
        return switch (this) {
            case JSON_1_0, JSON_1_1 ->
                new Response(
                        status,
                        Map.of("Content-Type", contentType(), "x-amzn-ErrorType", code),
                        Json.write(Json.object().put("__type", code).put("message", message))
                                .getBytes(StandardCharsets.UTF_8));
            case QUERY, REST_XML ->
                Response.of(
                        status,
                        "text/xml",
                        "<ErrorResponse><Error><Type>" + (status < 500 ? "Sender" : "Receiver") + "</Type><Code>"
                                + Xml.escape(code) + "</Code><Message>" + Xml.escape(message)
                                + "</Message></Error><RequestId>local</RequestId></ErrorResponse>");
            case EC2 ->
                Response.of(
                        status,
                        "text/xml",
                        "<Response><Errors><Error><Code>" + Xml.escape(code) + "</Code><Message>" + Xml.escape(message)
                                + "</Message></Error></Errors><RequestID>local</RequestID></Response>");
            case CBOR -> cbor(status, Json.object().put("__type", code).put("message", message));
            case S3 ->
                Response.of(
                        status,
                        "application/xml",
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + Xml.escape(code)
                                + "</Code><Message>" + Xml.escape(message)
                                + "</Message><RequestId>local</RequestId></Error>");
        };
    }

    /** An answer of the JSON protocols. */
    public Response json(com.fasterxml.jackson.databind.JsonNode body) {
        return Response.of(200, contentType(), Json.write(body));
    }

    /** An answer of Smithy RPC v2. */
    public static Response cbor(int status, com.fasterxml.jackson.databind.JsonNode body) {
        return new Response(
                status, Map.of("Content-Type", "application/cbor", "smithy-protocol", "rpc-v2-cbor"), Cbor.write(body));
    }

    /** The code by which a service says that there is no such operation. */
    String unknownOperation() {
        return switch (this) {
            case JSON_1_0, JSON_1_1, CBOR -> "UnknownOperationException";
            case QUERY, EC2, REST_XML -> "InvalidAction";
            case S3 -> "NotImplemented";
        };
    }

    public Response throttled() {
        return switch (this) {
            case JSON_1_0, JSON_1_1, CBOR -> error(400, "ThrottlingException", "Rate exceeded");
            case QUERY, REST_XML -> error(400, "Throttling", "Rate exceeded");
            case EC2 -> error(503, "RequestLimitExceeded", "Request limit exceeded.");
            case S3 -> error(503, "SlowDown", "Please reduce your request rate.");
        };
    }

    public Response denied(String account, String service, String operation) {
        String message = "User: arn:aws:iam::" + account + ":user/local is not authorized to perform: " + service + ":"
                + operation + " because no identity-based policy allows the " + service + ":" + operation + " action";
        return switch (this) {
            case JSON_1_0, JSON_1_1, CBOR -> error(400, "AccessDeniedException", message);
            case QUERY, REST_XML -> error(403, "AccessDenied", message);
            case EC2 ->
                error(403, "UnauthorizedOperation", "You are not authorized to perform this operation. " + message);
            case S3 -> error(403, "AccessDenied", "Access Denied");
        };
    }

    public Response broken(int status) {
        String code = switch (this) {
            case JSON_1_0, JSON_1_1, CBOR -> status == 503 ? "ServiceUnavailableException" : "ServerException";
            case QUERY, REST_XML -> status == 503 ? "ServiceUnavailable" : "InternalFailure";
            case EC2 -> status == 503 ? "Unavailable" : "InternalError";
            case S3 -> status == 503 ? "ServiceUnavailable" : "InternalError";
        };
        return error(status, code, "The service cannot answer now. Please try again.");
    }

    private String contentType() {
        return this == JSON_1_0 ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
    }
}
