package dev.belay.site;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.S3Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every implementation of the port does. Buckets {@code live} and {@code builds} exist and are empty. */
public abstract class SiteApiContract {
    protected static final AwsScope SCOPE = AwsScope.DEFAULT;
    private static final Map<String, String> ALL_HEADERS = Map.of(
            "content-type", "text/html; charset=utf-8",
            "cache-control", "public, max-age=60",
            "content-encoding", "gzip",
            "content-disposition", "inline; filename=\"a b.html\"",
            "content-language", "en, sv",
            "expires", "Wed, 02 Jan 2030 03:04:05 GMT",
            "x-amz-meta-commit", "abc123");

    protected abstract SiteApi api();

    protected abstract void put(String bucket, String key, String body, Map<String, String> headers);

    /** A distribution that fetches from {@code live}. */
    protected abstract String distribution(String id, String path);

    /** Time passes until every invalidation is completed. */
    protected abstract void completeInvalidations();

    @Test
    void a_listing_shows_keys_relative_to_the_place_in_the_order_of_strings() {
        put("builds", "v1/b.js", "b", Map.of());
        put("builds", "v1/a/å +%&.txt", "umlaut", Map.of());
        put("builds", "v1/", "", Map.of());
        put("builds", "v10/other.js", "other", Map.of());
        assertThat(api().list(SCOPE, new S3Place("builds", "v1/")))
                .extracting(SiteApi.Listed::key)
                .containsExactly("a/å +%&.txt", "b.js");
    }

    @Test
    void a_listing_goes_beyond_a_thousand_objects() {
        for (int i = 0; i < 1_001; i++) {
            put("builds", "many/" + i, "x", Map.of());
        }
        assertThat(api().list(SCOPE, new S3Place("builds", "many/"))).hasSize(1_001);
    }

    @Test
    void a_listing_shows_what_is_there_now_however_it_was_when_it_was_listed_last() {
        var keys = new TreeSet<String>();
        IntStream.range(0, 31).mapToObj("many/%04d.js"::formatted).forEach(key -> {
            put("live", key, "x", Map.of());
            keys.add(key);
        });
        var place = new S3Place("live", "many/");
        assertThat(keys(place)).containsExactlyElementsOf(keys);
        // Some within pages of ten, where pages ended, and at both ends of the place.
        var gone = Stream.of(0, 7, 9, 10, 19, 30).map("many/%04d.js"::formatted).toList();
        api().delete(SCOPE, "live", gone);
        keys.removeAll(gone);
        for (String key :
                List.of("many/!first.js", "many/0005+.js", "many/0010b.js", "many/\uFB01.js", "many/\uD83D\uDE00.js")) {
            put("live", key, "x", Map.of());
            keys.add(key);
        }
        assertThat(keys(place)).containsExactlyElementsOf(keys);
        IntStream.range(0, 25).mapToObj("many/0005-%04d.js"::formatted).forEach(key -> {
            put("live", key, "x", Map.of());
            keys.add(key);
        });
        assertThat(keys(place)).containsExactlyElementsOf(keys);
        assertThat(keys(place)).containsExactlyElementsOf(keys);
        api().delete(SCOPE, "live", keys.stream().skip(3).toList());
        assertThat(keys(place)).containsExactlyElementsOf(keys.stream().limit(3).toList());
    }

    /** Relative to the bucket. */
    private List<String> keys(S3Place place) {
        return api().list(SCOPE, place).stream()
                .map(object -> place.prefix() + object.key())
                .toList();
    }

    @Test
    void an_empty_place_lists_nothing_and_a_missing_bucket_fails() {
        assertThat(api().list(SCOPE, new S3Place("builds", "none/"))).isEmpty();
        assertThatThrownBy(() -> api().list(SCOPE, new S3Place("no-such-bucket", "")))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.NotFound.class));
    }

    @Test
    void a_head_shows_the_headers_and_null_means_that_there_is_no_object() {
        put("builds", "v1/page.html", "page", ALL_HEADERS);
        var head = head("builds", "v1/page.html");
        assertThat(head.headers().values()).isEqualTo(ALL_HEADERS);
        assertThat(head.size()).isEqualTo(4);
        assertThat(api().head(SCOPE, "builds", "v1/none.html")).isNull();
    }

    @Test
    void a_copy_carries_headers_and_shows_up_in_the_listing_as_it_said() {
        put("builds", "v1/page +å.html", "page", ALL_HEADERS);
        var copied = copy("v1/page +å.html", etag("v1/page +å.html"), "page +å.html");
        assertThat(copied).isInstanceOf(SiteApi.Copied.class);
        var head = head("live", "page +å.html");
        assertThat(head.headers().values()).isEqualTo(ALL_HEADERS);
        var listed = api().list(SCOPE, new S3Place("live", "")).getFirst();
        assertThat(copied).isInstanceOfSatisfying(SiteApi.Copied.class, it -> {
            assertThat(it.etag()).isEqualTo(listed.etag());
            assertThat(it.lastModified().getEpochSecond())
                    .isEqualTo(listed.lastModified().getEpochSecond());
        });
    }

    @Test
    void a_copy_of_a_source_that_changed_or_is_gone_writes_nothing() {
        put("builds", "v1/a.js", "one", Map.of());
        String etag = etag("v1/a.js");
        put("builds", "v1/a.js", "two", Map.of());
        assertThat(copy("v1/a.js", etag, "a.js")).isInstanceOf(SiteApi.SourceChanged.class);
        assertThat(copy("v1/none.js", etag, "a.js")).isInstanceOf(SiteApi.SourceChanged.class);
        assertThat(api().head(SCOPE, "live", "a.js")).isNull();
    }

    @Test
    void an_object_is_read_only_while_it_is_what_it_was() {
        put("builds", "v1/page.html", "page", ALL_HEADERS);
        String etag = etag("v1/page.html");
        var content = requireNonNull(api().get(SCOPE, "builds", "v1/page.html", etag));
        assertThat(new String(content.bytes(), StandardCharsets.UTF_8)).isEqualTo("page");
        assertThat(content.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(content.contentEncoding()).isEqualTo("gzip");
        put("builds", "v1/page.html", "other", ALL_HEADERS);
        assertThat(api().get(SCOPE, "builds", "v1/page.html", etag)).isNull();
        assertThat(api().get(SCOPE, "builds", "v1/none.html", etag)).isNull();
    }

    @Test
    void a_thousand_objects_are_deleted_in_one_request_and_gone_ones_count() {
        var keys = new ArrayList<String>();
        for (int i = 0; i < 999; i++) {
            put("live", "old/" + i, "x", Map.of());
            keys.add("old/" + i);
        }
        keys.add("old/å & <none>");
        assertThat(api().delete(SCOPE, "live", keys)).isEmpty();
        assertThat(api().list(SCOPE, new S3Place("live", "old/"))).isEmpty();
    }

    @Test
    void a_distribution_tells_where_it_fetches_from() {
        String id = distribution("E2EXAMPLE", "/site");
        assertThat(api().origins(SCOPE, id))
                .containsExactly(new SiteApi.Origin("live.s3.eu-north-1.amazonaws.com", "/site"));
        assertThatThrownBy(() -> api().origins(SCOPE, "E2NONE"))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.NotFound.class));
    }

    @Test
    void the_same_reference_and_paths_are_one_invalidation_that_completes() {
        String id = distribution("E2EXAMPLE", "");
        var first = api().createInvalidation(SCOPE, id, "belay-1", List.of("/*"));
        var again = api().createInvalidation(SCOPE, id, "belay-1", List.of("/*"));
        var other = api().createInvalidation(SCOPE, id, "belay-2", List.of("/*"));
        assertThat(again.id()).isEqualTo(first.id()).isNotEqualTo(other.id());
        assertThat(first.completed()).isFalse();
        completeInvalidations();
        var status = api().invalidation(SCOPE, id, first.id());
        assertThat(status).isEqualTo(new SiteApi.InvalidationStatus(first.id(), true));
        assertThat(api().invalidation(SCOPE, id, "INONE")).isNull();
    }

    private SiteApi.CopyResult copy(String from, String etag, String to) {
        return api().copy(SCOPE, new SiteApi.Copy("builds", from, etag, 4, "live", to));
    }

    protected final String etag(String key) {
        return head("builds", key).etag();
    }

    protected final SiteApi.Head head(String bucket, String key) {
        return requireNonNull(api().head(SCOPE, bucket, key));
    }
}
