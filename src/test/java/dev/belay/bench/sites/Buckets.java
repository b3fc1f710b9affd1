package dev.belay.bench.sites;

import static dev.belay.bench.sites.S3Answer.escaped;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** What S3 does with its objects, as far as a site and its records need it; conditions are honoured, checksums are not looked at. */
final class Buckets {
    private static final int PAGE = 1_000;
    private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>", Pattern.DOTALL);
    private static final Map<String, String> NO_HEADERS = Map.of();

    private final Map<String, NavigableMap<String, StoredObject>> buckets = new ConcurrentHashMap<>();

    /** A bucket's objects, to be laid out and looked at from outside; made when first asked for. */
    NavigableMap<String, StoredObject> bucket(String name) {
        return buckets.computeIfAbsent(name, key -> new ConcurrentSkipListMap<>());
    }

    S3Answer answer(S3Request request) {
        if (!buckets.containsKey(request.bucket())) {
            return request.operation() == Operation.HEAD
                    ? S3Answer.empty(404, NO_HEADERS)
                    : S3Answer.error(404, "NoSuchBucket");
        }
        return switch (request.operation()) {
            case LIST -> list(request);
            case COPY -> copy(request);
            case HEAD -> read(request);
            case GET -> read(request);
            case PUT -> put(request);
            case DELETE -> delete(request);
            case DELETE_BATCH -> deleteBatch(request);
            case OTHER -> S3Answer.empty(200, NO_HEADERS);
        };
    }

    private S3Answer list(S3Request request) {
        String prefix = request.parameter("prefix", "");
        String after = request.parameter("continuation-token", request.parameter("start-after", ""));
        int most = Math.min(PAGE, Integer.parseInt(request.parameter("max-keys", "1000")));
        var text = new StringBuilder(most * 200);
        int count = 0;
        String last = "";
        boolean more = false;
        for (var entry : bucket(request.bucket())
                .tailMap(after.compareTo(prefix) > 0 ? after : prefix, true)
                .entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            if (entry.getKey().compareTo(after) <= 0) {
                continue;
            }
            if (count == most) {
                more = true;
                break;
            }
            count++;
            last = entry.getKey();
            contents(text, last, entry.getValue());
        }
        String token = more ? "<NextContinuationToken>" + encoded(last) + "</NextContinuationToken>" : "";
        return S3Answer.xml(
                200,
                "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>" + request.bucket()
                        + "</Name><Prefix>" + encoded(prefix) + "</Prefix><KeyCount>" + count + "</KeyCount><MaxKeys>"
                        + most + "</MaxKeys><EncodingType>url</EncodingType><IsTruncated>" + more + "</IsTruncated>"
                        + token + text + "</ListBucketResult>");
    }

    private static void contents(StringBuilder text, String key, StoredObject object) {
        text.append("<Contents><Key>")
                .append(encoded(key))
                .append("</Key><LastModified>")
                .append(object.modified())
                .append("</LastModified><ETag>&quot;")
                .append(object.etag(), 1, object.etag().length() - 1)
                .append("&quot;</ETag><Size>")
                .append(object.bytes().length)
                .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("%2F", "/")
                .replace("+", "%20");
    }

    private S3Answer copy(S3Request request) {
        String source = decoded(request.header("x-amz-copy-source"));
        String path = source.startsWith("/") ? source.substring(1) : source;
        int slash = path.indexOf('/');
        var object = bucket(path.substring(0, slash)).get(path.substring(slash + 1));
        if (object == null) {
            return S3Answer.error(404, "NoSuchKey");
        }
        String expected = request.header("x-amz-copy-source-if-match");
        if (!expected.isEmpty() && !expected.equals(object.etag())) {
            return S3Answer.error(412, "PreconditionFailed");
        }
        var copied = request.header("x-amz-metadata-directive").equals("REPLACE")
                ? StoredObject.of(object.bytes(), request.kept())
                : object.copied();
        bucket(request.bucket()).put(request.key(), copied);
        return S3Answer.xml(
                200,
                "<CopyObjectResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LastModified>" + copied.modified()
                        + "</LastModified><ETag>" + escaped(copied.etag()) + "</ETag></CopyObjectResult>");
    }

    private S3Answer read(S3Request request) {
        var object = bucket(request.bucket()).get(request.key());
        boolean head = request.operation() == Operation.HEAD;
        if (object == null) {
            return head ? S3Answer.empty(404, NO_HEADERS) : S3Answer.error(404, "NoSuchKey");
        }
        String expected = request.header("if-match");
        if (!expected.isEmpty() && !expected.equals(object.etag())) {
            return S3Answer.error(412, "PreconditionFailed");
        }
        var headers = new HashMap<String, String>(object.headers());
        headers.put("etag", object.etag());
        headers.put("last-modified", HttpDate.of(object.modified()));
        if (head) {
            headers.put("content-length", Integer.toString(object.bytes().length));
        }
        return new S3Answer(200, headers, head ? new byte[0] : object.bytes());
    }

    private S3Answer put(S3Request request) {
        var objects = bucket(request.bucket());
        synchronized (objects) {
            var current = objects.get(request.key());
            String match = request.header("if-match");
            boolean lost = request.header("if-none-match").equals("*")
                    ? current != null
                    : !match.isEmpty() && (current == null || !current.etag().equals(match));
            if (lost) {
                return S3Answer.error(412, "PreconditionFailed");
            }
            var object = StoredObject.of(request.content(), request.kept());
            objects.put(request.key(), object);
            return S3Answer.empty(200, Map.of("etag", object.etag()));
        }
    }

    private S3Answer delete(S3Request request) {
        bucket(request.bucket()).remove(request.key());
        return S3Answer.empty(204, NO_HEADERS);
    }

    private S3Answer deleteBatch(S3Request request) {
        String text = new String(request.content(), StandardCharsets.UTF_8);
        List<String> keys = new ArrayList<>();
        KEY.matcher(text).results().forEach(found -> keys.add(unescaped(found.group(1))));
        bucket(request.bucket()).keySet().removeAll(keys);
        return S3Answer.xml(200, "<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></DeleteResult>");
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    /** In a path a plus is a plus. */
    static String decoded(String path) {
        return URLDecoder.decode(Objects.requireNonNull(path).replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
