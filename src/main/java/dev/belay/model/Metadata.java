package dev.belay.model;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A record's name and labels.
 *
 * @param name a DNS label of up to 63 characters
 */
public record Metadata(String name, SortedMap<String, String> labels) {
    public Metadata {
        labels = Ordered.sorted(labels);
    }

    public static Metadata named(String name) {
        return new Metadata(name, new TreeMap<>());
    }
}
