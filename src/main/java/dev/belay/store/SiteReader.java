package dev.belay.store;

import dev.belay.model.AwsScope;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.model.Site.Foreign;
import java.time.Duration;
import java.util.List;

/** Reads sites. */
final class SiteReader {
    private static final Text<Foreign> FOREIGN = Text.choice(TargetReader.words(Foreign.KEEP, Foreign.DELETE));
    private static final Text<Duration> RESYNC = Text.POSITIVE_DURATION;
    private static final Text<String> GLOB = Text.matching("a glob such as **/*.html", "[^/\\s][^\\n]{0,254}");
    private static final Text<String> PREFIX = new Text<>(
            "a prefix of keys, without a slash at its start",
            scalar -> Templates.isPrefix(scalar.text()) && !scalar.text().contains("{")
                    ? Templates.folder(scalar.text())
                    : null,
            text -> text.startsWith("/") && Templates.isPrefix(text.substring(1)) ? text.substring(1) : null);

    /** CloudFront takes a star at the end of a path only. */
    private static final Text<String> PATH =
            Text.matching("a path that starts with / and has * at its end only", "/[^*\\s]{0,4000}\\*?");

    /** CloudFront's own limits on invalidations in progress. */
    private static final int WILDCARDS = 15;

    private static final int PATHS = 3000;

    private SiteReader() {}

    static Read<Site> read(Part part, AwsScope scope) {
        return part.object(fields -> {
            var bucket = fields.required("bucket", Templates.BUCKET);
            var prefix = fields.optional("prefix", PREFIX, "");
            var build = fields.required("build", Templates.BUILD);
            var entry = fields.optional("entry", SiteReader::entry, Site.ENTRY);
            var keep = fields.optional("keep", given -> given.items(GLOB), List.of());
            var distributions = fields.optional("distributions", SiteReader::distributions, List.of());
            var invalidate = fields.optional("invalidate", SiteReader::invalidate, Site.ALL);
            var keepOld = fields.optional("keepOld", Text.DURATION, Site.KEEP_OLD);
            var foreign = fields.optional("foreign", FOREIGN, Foreign.KEEP);
            var pruneLimit = fields.optional("pruneLimit", Text.PERCENTAGE, Site.PRUNE_LIMIT);
            var resync = fields.optional("resync", RESYNC);
            if (bucket.isPresent() && prefix.isPresent() && build.isPresent()) {
                apart(new S3Place(bucket.get(), prefix.get()), build.get(), fields.at("build"));
            }
            return fields.done(() -> new Site(
                    scope,
                    new S3Place(bucket.get(), prefix.get()),
                    build.get(),
                    entry.get(),
                    keep.get(),
                    distributions.get(),
                    invalidate.get(),
                    keepOld.get(),
                    foreign.get(),
                    pruneLimit.get(),
                    resync.orNull()));
        });
    }

    /** A sync into a bucket's root that also held the builds has emptied such a bucket before. */
    private static void apart(S3Place live, String build, Part part) {
        var head = Templates.head(build);
        if (head.bucket().equals(live.bucket()) && head.prefix().startsWith(live.prefix())) {
            part.fail("builds inside the live place " + live, "builds beside it or in another bucket");
        }
    }

    private static Read<List<String>> entry(Part part) {
        var entry = part.items(GLOB);
        return entry.isPresent() && entry.get().isEmpty() ? part.fail("an empty list", "at least one glob") : entry;
    }

    private static Read<List<String>> distributions(Part part) {
        var ids = part.items(Names.DISTRIBUTION);
        return ids.isPresent() && !Names.unique(part, ids.get()) ? Read.nothing() : ids;
    }

    private static Read<List<String>> invalidate(Part part) {
        if (part.node() instanceof Node.Scalar scalar) {
            return scalar.text().equals("all")
                    ? Read.of(Site.ALL)
                    : part.fail(part.described(), "all, or a list of paths");
        }
        var paths = part.items(PATH);
        if (!paths.isPresent() || !Names.unique(part, paths.get())) {
            return Read.nothing();
        }
        if (paths.get().isEmpty()) {
            return part.fail("an empty list", "all, or a list of paths");
        }
        long wildcards = paths.get().stream().filter(path -> path.endsWith("*")).count();
        return wildcards > WILDCARDS || paths.get().size() > PATHS
                ? part.fail(
                        paths.get().size() + " paths, " + wildcards + " with *",
                        "at most " + PATHS + ", " + WILDCARDS + " with *: CloudFront's limit; or all")
                : paths;
    }
}
