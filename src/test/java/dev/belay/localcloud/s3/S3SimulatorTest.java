package dev.belay.localcloud.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3SimulatorTest {
    private static LocalCloud cloud = LocalCloud.start();
    private static S3Client s3 = client();

    private static S3Client client() {
        return Aws.pointed(S3Client.builder(), cloud.endpoint())
                .forcePathStyle(true)
                .build();
    }

    @BeforeAll
    static void buckets() {
        s3.createBucket(b -> b.bucket("live"));
        s3.createBucket(b -> b.bucket("builds"));
    }

    @AfterAll
    static void stop() {
        s3.close();
        cloud.close();
    }

    private static void put(String key, String body) {
        s3.putObject(b -> b.bucket("builds").key(key), RequestBody.fromString(body));
    }

    private static String get(String bucket, String key) {
        return s3.getObjectAsBytes(b -> b.bucket(bucket).key(key)).asUtf8String();
    }

    private static void putWithHeaders(String key, String body) {
        s3.putObject(
                b -> b.bucket("builds")
                        .key(key)
                        .contentType("text/html; charset=utf-8")
                        .cacheControl("max-age=31536000, immutable")
                        .contentEncoding("gzip")
                        .contentDisposition("inline; filename=\"a b.html\"")
                        .contentLanguage("en, sv")
                        .expires(Instant.parse("2030-01-02T03:04:05Z"))
                        .metadata(Map.of("commit", "abc123", "built-by", "ci, job 7")),
                RequestBody.fromString(body));
    }

    private static void hasTheHeaders(HeadObjectResponse head) {
        assertThat(head.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(head.cacheControl()).isEqualTo("max-age=31536000, immutable");
        assertThat(head.contentEncoding()).isEqualTo("gzip");
        assertThat(head.contentDisposition()).isEqualTo("inline; filename=\"a b.html\"");
        assertThat(head.contentLanguage()).isEqualTo("en, sv");
        assertThat(head.expiresString()).isEqualTo("Wed, 02 Jan 2030 03:04:05 GMT");
        assertThat(head.metadata()).containsOnly(Map.entry("commit", "abc123"), Map.entry("built-by", "ci, job 7"));
    }

    @Test
    void an_object_is_read_as_it_was_put() {
        put("dir/å ä+ö&.txt", "hello");
        assertThat(get("builds", "dir/å ä+ö&.txt")).isEqualTo("hello");
    }

    @Test
    void headers_and_metadata_are_kept_to_the_letter() {
        putWithHeaders("headers.html", "<html>");
        hasTheHeaders(s3.headObject(b -> b.bucket("builds").key("headers.html")));
    }

    @Test
    void a_copy_carries_headers_and_metadata() {
        putWithHeaders("copied.html", "<html>");
        s3.copyObject(b -> b.sourceBucket("builds")
                .sourceKey("copied.html")
                .destinationBucket("live")
                .destinationKey("copied.html"));
        hasTheHeaders(s3.headObject(b -> b.bucket("live").key("copied.html")));
    }

    @Test
    void a_copy_that_replaces_metadata_has_only_the_new() {
        putWithHeaders("replaced.html", "<html>");
        s3.copyObject(b -> b.sourceBucket("builds")
                .sourceKey("replaced.html")
                .destinationBucket("live")
                .destinationKey("replaced.html")
                .metadataDirective(MetadataDirective.REPLACE)
                .contentType("text/plain; a=b")
                .metadata(Map.of("new", "1")));
        HeadObjectResponse head = s3.headObject(b -> b.bucket("live").key("replaced.html"));
        assertThat(head.contentType()).isEqualTo("text/plain; a=b");
        assertThat(head.cacheControl()).isNull();
        assertThat(head.metadata()).containsOnly(Map.entry("new", "1"));
    }

    @Test
    void a_multipart_copy_has_the_headers_that_it_was_created_with() {
        String body = "x".repeat(6 * 1024 * 1024);
        putWithHeaders("large.bin", body);
        String id = s3.createMultipartUpload(b -> b.bucket("live")
                        .key("large.bin")
                        .contentType("text/html; charset=utf-8")
                        .cacheControl("max-age=31536000, immutable")
                        .contentEncoding("gzip")
                        .contentDisposition("inline; filename=\"a b.html\"")
                        .contentLanguage("en, sv")
                        .expires(Instant.parse("2030-01-02T03:04:05Z"))
                        .metadata(Map.of("commit", "abc123", "built-by", "ci, job 7")))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (String range : List.of("bytes=0-5242879", "bytes=5242880-6291455")) {
            int number = parts.size() + 1;
            String tag = s3.uploadPartCopy(b -> b.sourceBucket("builds")
                            .sourceKey("large.bin")
                            .destinationBucket("live")
                            .destinationKey("large.bin")
                            .uploadId(id)
                            .partNumber(number)
                            .copySourceRange(range))
                    .copyPartResult()
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        s3.completeMultipartUpload(
                b -> b.bucket("live").key("large.bin").uploadId(id).multipartUpload(m -> m.parts(parts)));
        HeadObjectResponse head = s3.headObject(b -> b.bucket("live").key("large.bin"));
        hasTheHeaders(head);
        assertThat(head.contentLength()).isEqualTo(6 * 1024 * 1024);
        assertThat(head.eTag()).endsWith("-2\"");
    }

    @Test
    void a_copy_from_a_source_that_changed_is_refused() {
        put("source.txt", "1");
        String tag = s3.headObject(b -> b.bucket("builds").key("source.txt")).eTag();
        put("source.txt", "2");
        CopyObjectRequest copy = CopyObjectRequest.builder()
                .sourceBucket("builds")
                .sourceKey("source.txt")
                .copySourceIfMatch(tag)
                .destinationBucket("live")
                .destinationKey("source.txt")
                .build();
        assertThatThrownBy(() -> s3.copyObject(copy)).satisfies(e -> failedWith(e, 412, "PreconditionFailed"));
    }

    @Test
    void a_copy_onto_an_object_that_changed_is_refused() {
        put("target-a.txt", "1");
        put("target-b.txt", "2");
        CopyObjectRequest copy = CopyObjectRequest.builder()
                .sourceBucket("builds")
                .sourceKey("target-a.txt")
                .ifNoneMatch("*")
                .destinationBucket("builds")
                .destinationKey("target-b.txt")
                .build();
        assertThatThrownBy(() -> s3.copyObject(copy)).satisfies(e -> failedWith(e, 412, "PreconditionFailed"));
    }

    @Test
    void a_put_on_condition_that_nothing_is_there_succeeds_once() {
        s3.putObject(b -> b.bucket("live").key("once").ifNoneMatch("*"), RequestBody.fromString("1"));
        assertThatThrownBy(() ->
                        s3.putObject(b -> b.bucket("live").key("once").ifNoneMatch("*"), RequestBody.fromString("2")))
                .satisfies(e -> failedWith(e, 412, "PreconditionFailed"));
        assertThat(get("live", "once")).isEqualTo("1");
    }

    @Test
    void of_many_writers_that_read_the_same_one_wins() throws Exception {
        String tag = s3.putObject(b -> b.bucket("live").key("race"), RequestBody.fromString("0"))
                .eTag();
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            String body = "writer " + i;
            writers.add(() -> {
                try {
                    s3.putObject(b -> b.bucket("live").key("race").ifMatch(tag), RequestBody.fromString(body));
                    return true;
                } catch (S3Exception e) {
                    assertThat(e.statusCode()).isEqualTo(412);
                    return false;
                }
            });
        }
        int won = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                won += writer.get() ? 1 : 0;
            }
        }
        assertThat(won).isEqualTo(1);
    }

    @Test
    void a_put_on_the_condition_of_something_gone_is_not_found() {
        assertThatThrownBy(() -> s3.putObject(
                        b -> b.bucket("live").key("never").ifMatch("\"0123\""), RequestBody.fromString("2")))
                .satisfies(e -> failedWith(e, 404, "NoSuchKey"));
    }

    @Test
    void a_delete_on_condition_leaves_what_changed() {
        String tag = s3.putObject(b -> b.bucket("live").key("deleted"), RequestBody.fromString("1"))
                .eTag();
        s3.putObject(b -> b.bucket("live").key("deleted"), RequestBody.fromString("2"));
        assertThatThrownBy(() ->
                        s3.deleteObject(b -> b.bucket("live").key("deleted").ifMatch(tag)))
                .satisfies(e -> failedWith(e, 412, "PreconditionFailed"));
        assertThat(get("live", "deleted")).isEqualTo("2");
    }

    @Test
    void a_listing_goes_on_page_by_page_in_the_order_of_keys() {
        for (int i = 0; i < 25; i++) {
            put("page/%02d".formatted(i), "x");
        }
        var keys = s3
                .listObjectsV2Paginator(b -> b.bucket("builds").prefix("page/").maxKeys(10))
                .contents()
                .stream()
                .map(o -> o.key())
                .toList();
        assertThat(keys).hasSize(25).isSorted();
    }

    @Test
    void a_batch_delete_takes_all_its_keys() {
        put("batch/1 å", "x");
        put("batch/2", "x");
        var deleted = s3.deleteObjects(b -> b.bucket("builds")
                .delete(d -> d.objects(List.of(
                        ObjectIdentifier.builder().key("batch/1 å").build(),
                        ObjectIdentifier.builder().key("batch/2").build(),
                        ObjectIdentifier.builder().key("batch/never").build()))));
        assertThat(deleted.errors()).isEmpty();
        assertThat(deleted.deleted()).hasSize(3);
        assertThat(s3.listObjectsV2(b -> b.bucket("builds").prefix("batch/")).keyCount())
                .isZero();
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertThatThrownBy(() -> get("live", "nothing")).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.headObject(b -> b.bucket("live").key("nothing")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.listObjectsV2(b -> b.bucket("no-such-bucket")))
                .satisfies(e -> failedWith(e, 404, "NoSuchBucket"));
    }

    @Test
    void an_etag_is_the_md5_of_a_simple_object() {
        var put = s3.putObject(
                b -> b.bucket("live").key("md5"), RequestBody.fromBytes("hello".getBytes(StandardCharsets.UTF_8)));
        assertThat(put.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    }

    private static void failedWith(Throwable e, int status, String code) {
        assertThat(e).isInstanceOfSatisfying(S3Exception.class, s3 -> {
            assertThat(s3.statusCode()).isEqualTo(status);
            assertThat(s3.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }
}
