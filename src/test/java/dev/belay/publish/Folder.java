package dev.belay.publish;

import dev.belay.publish.PublishRequest.SubmittedRecord;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A directory of records in a test's hands, and how it is published. */
record Folder(
        SortedMap<String, String> files,
        List<String> take,
        boolean prune,
        @Nullable String by,
        @Nullable String reason) {
    static final Folder EMPTY = new Folder(new TreeMap<>(), List.of(), false, null, null);

    /** Target shop, pinned to a version. */
    static Folder shop(String version) {
        return EMPTY.target("shop").pin("shop", version);
    }

    Folder with(String place, String text) {
        var more = new TreeMap<>(files);
        more.put(place, text);
        return new Folder(more, take, prune, by, reason);
    }

    Folder without(String place) {
        var less = new TreeMap<>(files);
        less.remove(place);
        return new Folder(less, take, prune, by, reason);
    }

    Folder target(String name) {
        return with("targets/" + name + ".yaml", targetText(name, "live-" + name));
    }

    Folder pin(String name, String version) {
        return with("pins/" + name + ".yaml", pinText(name, "version: " + version));
    }

    Folder hold(String name, String spec) {
        return with("holds/" + name + ".yaml", record("Hold", name, spec));
    }

    Folder taking(String... names) {
        return new Folder(files, List.of(names), prune, by, reason);
    }

    Folder pruning() {
        return new Folder(files, take, true, by, reason);
    }

    Folder signed(String author, String why) {
        return new Folder(files, take, prune, author, why);
    }

    PublishRequest request() {
        return new PublishRequest(
                files.entrySet().stream()
                        .map(file -> new SubmittedRecord(file.getKey(), file.getValue()))
                        .sorted(Comparator.comparing(SubmittedRecord::place).reversed())
                        .toList(),
                take,
                prune,
                by,
                reason);
    }

    static String targetText(String name, String bucket) {
        return record(
                "Target",
                name,
                "components: {web: {site: {bucket: " + bucket + ", build: \"s3://builds/{version}/\"}}}");
    }

    static String pinText(String name, String spec) {
        return record("Pin", name, spec);
    }

    private static String record(String kind, String name, String spec) {
        return "apiVersion: belay.dev/v1\nkind: " + kind + "\nmetadata: {name: " + name + "}\nspec:\n  "
                + spec.replace("\n", "\n  ") + "\n";
    }
}
