package dev.belay.localcloud.s3;

import dev.belay.localcloud.Form;
import dev.belay.localcloud.Request;
import java.util.Map;

/** The names of S3's operations, which its REST protocol spreads over method, path, query and headers. */
final class S3Operations {
    private S3Operations() {}

    static String of(Request request) {
        Map<String, String> query = Form.parse(request.query());
        String path = request.path();
        int slash = path.indexOf('/', 1);
        if (path.length() <= 1) {
            return "ListBuckets";
        }
        boolean bucket = slash < 0 || slash == path.length() - 1;
        return bucket ? ofBucket(request.method(), query) : ofObject(request, query);
    }

    private static String ofBucket(String method, Map<String, String> query) {
        return switch (method) {
            case "GET" ->
                query.containsKey("notification")
                        ? "GetBucketNotificationConfiguration"
                        : query.containsKey("location")
                                ? "GetBucketLocation"
                                : query.containsKey("uploads")
                                        ? "ListMultipartUploads"
                                        : query.containsKey("versioning")
                                                ? "GetBucketVersioning"
                                                : "2".equals(query.get("list-type")) ? "ListObjectsV2" : "ListObjects";
            case "PUT" ->
                query.isEmpty()
                        ? "CreateBucket"
                        : query.containsKey("notification") ? "PutBucketNotificationConfiguration" : "PutBucket";
            case "HEAD" -> "HeadBucket";
            case "DELETE" -> "DeleteBucket";
            case "POST" -> query.containsKey("delete") ? "DeleteObjects" : "PostObject";
            default -> method;
        };
    }

    private static String ofObject(Request request, Map<String, String> query) {
        boolean copy = request.header("x-amz-copy-source").isPresent();
        return switch (request.method()) {
            case "GET" ->
                query.containsKey("uploadId")
                        ? "ListParts"
                        : query.containsKey("tagging") ? "GetObjectTagging" : "GetObject";
            case "HEAD" -> "HeadObject";
            case "PUT" ->
                query.containsKey("partNumber")
                        ? copy ? "UploadPartCopy" : "UploadPart"
                        : copy ? "CopyObject" : "PutObject";
            case "POST" -> query.containsKey("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload";
            case "DELETE" -> query.containsKey("uploadId") ? "AbortMultipartUpload" : "DeleteObject";
            default -> request.method();
        };
    }
}
