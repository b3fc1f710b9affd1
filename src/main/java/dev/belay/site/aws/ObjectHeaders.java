package dev.belay.site.aws;

import dev.belay.site.Headers;
import dev.belay.site.SiteApi;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The headers that S3 keeps with an object, as ours and back. */
final class ObjectHeaders {
    private static final String USER = "x-amz-meta-";

    private ObjectHeaders() {}

    static SiteApi.Head head(HeadObjectResponse head) {
        var values = new TreeMap<String, String>();
        put(values, "content-type", head.contentType());
        put(values, "cache-control", head.cacheControl());
        put(values, "content-encoding", head.contentEncoding());
        put(values, "content-disposition", head.contentDisposition());
        put(values, "content-language", head.contentLanguage());
        put(values, "expires", head.expiresString());
        head.metadata().forEach((name, value) -> put(values, USER + name.toLowerCase(Locale.ROOT), value));
        return new SiteApi.Head(
                new Headers(values), SdkSiteApi.unquoted(head.eTag()), head.contentLength(), head.lastModified());
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    /** A multipart copy does not carry headers by itself. */
    static CreateMultipartUploadRequest.Builder carry(
            HeadObjectResponse from, CreateMultipartUploadRequest.Builder into) {
        return into.contentType(from.contentType())
                .cacheControl(from.cacheControl())
                .contentEncoding(from.contentEncoding())
                .contentDisposition(from.contentDisposition())
                .contentLanguage(from.contentLanguage())
                .metadata(from.metadata());
    }
}
