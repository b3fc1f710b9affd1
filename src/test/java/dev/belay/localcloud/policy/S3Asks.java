package dev.belay.localcloud.policy;

import dev.belay.localcloud.Form;
import dev.belay.localcloud.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What S3 asks for: its actions are not named as its operations are. */
public final class S3Asks {
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    private S3Asks() {}

    static List<Asked> of(String operation, Request request) {
        String object = arn(request.path());
        return switch (operation) {
            case "ListObjectsV2", "ListObjects" -> List.of(listing(request));
            case "GetObject", "HeadObject" -> List.of(Asked.of("s3:GetObject", object));
            case "PutObject" -> put(request, object);
            case "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload" ->
                List.of(Asked.of("s3:PutObject", object));
            case "CopyObject", "UploadPartCopy" ->
                List.of(Asked.of("s3:GetObject", arn(source(request))), Asked.of("s3:PutObject", object));
            case "DeleteObject" -> List.of(Asked.of("s3:DeleteObject", object));
            case "DeleteObjects" ->
                KEY.matcher(request.text())
                        .results()
                        .map(key -> Asked.of("s3:DeleteObject", bucket(request.path()) + "/" + key.group(1)))
                        .toList();
            default -> List.of(Asked.of("s3:" + operation, object));
        };
    }

    /** What is asked for besides, once it is seen that an object is not there: else that is not told. */
    public static List<Asked> ofMissing(Request request) {
        return List.of(Asked.of("s3:ListBucket", bucket(request.path())));
    }

    /** A condition on what is replaced tells what is there. */
    private static List<Asked> put(Request request, String object) {
        var asked = new ArrayList<>(List.of(Asked.of("s3:PutObject", object)));
        if (request.header("if-match").isPresent()) {
            asked.add(Asked.of("s3:GetObject", object));
        }
        return asked;
    }

    private static Asked listing(Request request) {
        String prefix = Form.parse(request.query()).getOrDefault("prefix", "");
        return Asked.of("s3:ListBucket", bucket(request.path()), "s3:prefix", prefix);
    }

    private static String source(Request request) {
        String source = request.header("x-amz-copy-source").orElse("");
        return source.startsWith("/") ? source : "/" + source;
    }

    private static String bucket(String path) {
        String all = arn(path);
        int slash = all.indexOf('/');
        return slash < 0 ? all : all.substring(0, slash);
    }

    private static String arn(String path) {
        return "arn:aws:s3:::" + URLDecoder.decode(path.substring(1), StandardCharsets.UTF_8);
    }
}
