package dev.belay.localcloud.cloudfront;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a listing: {@code MaxItems} entries that come after the one that {@code Marker} names.
 *
 * @param marker the id of the last entry of the page before, or empty
 */
record Page(String marker, int maxItems) {
    private static final int USUAL = 100;

    static Page of(String marker, String maxItems) {
        if (maxItems.isEmpty()) {
            return new Page(marker, USUAL);
        }
        try {
            int asked = Integer.parseInt(maxItems);
            if (asked > 0) {
                return new Page(marker, Math.min(asked, USUAL));
            }
        } catch (NumberFormatException e) {
            // refused below, like zero
        }
        throw Refusal.invalidArgument("The parameter MaxItems is not valid: " + maxItems);
    }

    <T> Xml of(String name, List<T> all, Function<T, String> id, Function<T, Xml> entry) {
        int from = 0;
        if (!marker.isEmpty()) {
            from = 1 + all.stream().map(id).toList().indexOf(marker);
            if (from == 0) {
                throw Refusal.invalidArgument("The parameter Marker is not valid: " + marker);
            }
        }
        List<T> shown = all.subList(from, Math.min(all.size(), from + maxItems));
        boolean truncated = from + shown.size() < all.size();
        List<Xml> parts = new ArrayList<>();
        parts.add(Xml.leaf("Marker", marker));
        if (truncated) {
            parts.add(Xml.leaf("NextMarker", id.apply(shown.getLast())));
        }
        parts.add(Xml.leaf("MaxItems", maxItems));
        parts.add(Xml.leaf("IsTruncated", truncated));
        parts.add(Xml.leaf("Quantity", shown.size()));
        if (!shown.isEmpty()) {
            parts.add(Xml.of("Items", shown.stream().map(entry).toList()));
        }
        return Xml.of(name, parts);
    }
}
