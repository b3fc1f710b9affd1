package dev.belay.site;

import dev.belay.model.Ordered;
import dev.belay.model.S3Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a version's build consisted of when the version was first pinned. That never changes; what is known of the objects'
 * headers, which a listing does not show, grows.
 *
 * @param source where the build lies, as {@code s3://…}
 * @param settled whether a live site was once proved equal to it: from then on, what is not known of its headers is copied
 *     rather than asked for
 * @param objects by key relative to the build, sorted
 */
record Inventory(String version, String source, boolean settled, SequencedMap<String, Item> objects) {
    /**
     * One object of the build.
     *
     * @param headers null: not read yet
     */
    record Item(
            String key, String etag, long size, @Nullable Headers headers) {}

    Inventory {
        objects = Ordered.copy(objects);
    }

    static Inventory of(String version, S3Place source, List<SiteApi.Listed> listing) {
        var objects = new LinkedHashMap<String, Item>();
        for (var listed : listing) {
            objects.put(listed.key(), new Item(listed.key(), listed.etag(), listed.size(), null));
        }
        return new Inventory(version, source.toString(), false, objects);
    }

    S3Place place() {
        return S3Place.parse(source);
    }

    /** With headers that were read, those of keys that it does not have left out. */
    Inventory learned(Map<String, Headers> headers) {
        var next = new LinkedHashMap<String, Item>(objects);
        headers.forEach(
                (key, read) -> next.computeIfPresent(key, (k, item) -> new Item(k, item.etag(), item.size(), read)));
        return new Inventory(version, source, settled, next);
    }

    Inventory asSettled() {
        return new Inventory(version, source, true, objects);
    }
}
