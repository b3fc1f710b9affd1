package dev.belay.site.aws;

import dev.belay.model.AwsScope;
import dev.belay.model.S3Place;
import dev.belay.reconcile.Parallel;
import dev.belay.site.SiteApi.Listed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists places, the pages of one side by side: where each page ended the last time says where to begin. A place that has not grown
 * within a page costs a request a thousand objects, as it would one page after the other; one that has, a request more for each page
 * that did, once. What is not known yet is listed in one row.
 */
final class Listings {
    private static final int AT_ONCE = 64;

    /** Each version's build is a place of its own: those that were not listed for the longest time are forgotten. */
    private static final int MOST_PLACES = 1_000;

    /** In the order of the listings, which is that of UTF-8 and not that of strings. */
    private static final Comparator<String> ORDER = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private record Key(AwsScope scope, S3Place place) {}

    private final Parallel parallel;
    private final int page;

    /** The last key of each page but the last one; forgotten with the process, and nothing is lost by it. */
    private final Map<Key, List<String>> ends = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, List<String>> eldest) {
            return size() > MOST_PLACES;
        }
    });

    /** @param page how many objects are asked for at once: at most 1,000, which is all that S3 gives */
    Listings(Parallel parallel, int page) {
        this.parallel = parallel;
        this.page = page;
    }

    /**
     * A stretch of a listing.
     *
     * @param after null: from the beginning
     * @param end the last key that belongs to it, where it is still there; null: to the end
     */
    private record Stretch(@Nullable String after, @Nullable String end) {
        /** Less than, equal to or greater than zero: an object lies before its end, at it, or beyond. */
        int compare(S3Object object) {
            return end == null ? -1 : ORDER.compare(object.key(), end);
        }
    }

    /** All objects of a place, in no order to rely on. Throws what the SDK throws. */
    List<Listed> list(S3Client client, AwsScope scope, S3Place place) {
        var key = new Key(scope, place);
        var stretches = stretches(ends.getOrDefault(key, List.of()));
        var listed = parallel.map(stretches, AT_ONCE, stretch -> list(client, place, stretch)).stream()
                .flatMap(List::stream)
                .toList();
        remember(key, listed);
        return listed.stream()
                .map(object -> relative(object, place))
                // An object at the prefix itself is a console's idea of a folder.
                .filter(object -> !object.key().isEmpty())
                .toList();
    }

    private static Listed relative(S3Object object, S3Place place) {
        String key = object.key().substring(place.prefix().length());
        return new Listed(key, SdkSiteApi.unquoted(object.eTag()), object.size(), object.lastModified());
    }

    private static List<Stretch> stretches(List<String> ends) {
        return IntStream.rangeClosed(0, ends.size())
                .mapToObj(i -> new Stretch(i == 0 ? null : ends.get(i - 1), i == ends.size() ? null : ends.get(i)))
                .toList();
    }

    private void remember(Key key, List<S3Object> listed) {
        if (listed.size() <= page) {
            ends.remove(key);
        } else {
            ends.put(
                    key,
                    IntStream.iterate(page - 1, i -> i < listed.size() - 1, i -> i + page)
                            .mapToObj(i -> listed.get(i).key())
                            .toList());
        }
    }

    private List<S3Object> list(S3Client client, S3Place place, Stretch stretch) {
        var all = new ArrayList<S3Object>();
        var request = ListObjectsV2Request.builder()
                .bucket(place.bucket())
                .prefix(place.prefix())
                .encodingType(EncodingType.URL)
                .maxKeys(page)
                .startAfter(stretch.after());
        while (true) {
            var answer = client.listObjectsV2(request.build());
            var objects = answer.contents();
            int last = objects.isEmpty() ? -1 : stretch.compare(objects.getLast());
            all.addAll(
                    last > 0
                            ? objects.stream()
                                    .filter(object -> stretch.compare(object) <= 0)
                                    .toList()
                            : objects);
            if (last >= 0 || !answer.isTruncated()) {
                return all;
            }
            request.startAfter(null).continuationToken(answer.nextContinuationToken());
        }
    }
}
