package dev.belay.store;

import dev.belay.model.AwsScope;
import dev.belay.model.Ordered;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.model.Site.Foreign;
import java.util.List;
import java.util.Map;

/** Reads sites. */
final class SiteReader {
    private static final Text<Foreign> FOREIGN = Text.choice(TargetReader.words(Foreign.KEEP, Foreign.DELETE));
    private static final Text<String> GLOB =
            Text.matching("a glob such as **/*.html", "[^/\\s][^\\n]{0,254}").such("**/*.html", "uploads/**");
    /** CloudFront takes a star at the end of a path only. */
    private static final Text<String> PATH = Text.matching(
                    "a path that starts with / and has * at its end only", "/[^*\\s]{0,4000}\\*?")
            .such("/index.html", "/assets/*");

    private static final String ALL_OR_PATHS = "all, or a list of paths";
    private static final Text<List<String>> ALL = Text.choice(ALL_OR_PATHS, Ordered.copy(Map.of("all", Site.ALL)));

    /** CloudFront's own limits on invalidations in progress. */
    private static final int WILDCARDS = 15;

    private static final int PATHS = 3000;

    private static final String LIMIT = "at most " + PATHS + ", " + WILDCARDS + " with *: CloudFront's limit; or all";

    private SiteReader() {}

    static Read<Site> read(Part part, AwsScope scope) {
        return part.object(fields -> {
            var bucket = fields.required("bucket", "The live bucket's name.", Templates.BUCKET);
            var prefix = fields.optional(
                    "prefix", "Where in it the site is. Empty: the whole bucket is the site.", Templates.PREFIX, "");
            var build = fields.required(
                    "build", "Where a version's files are; not inside the live place.", Templates.BUILD);
            var entry = fields.optional(
                    "entry", "Globs of what is published after everything else.", SiteReader::entry, Site.ENTRY);
            var keep = fields.optional(
                    "keep", "Globs of what is never touched and never counted.", given -> given.items(GLOB), List.of());
            var distributions = fields.optional(
                    "distributions",
                    "CloudFront distributions of the site, whose origin is this bucket and prefix.",
                    given -> given.once(given.items(Names.DISTRIBUTION)),
                    List.of());
            var invalidate = fields.optional(
                    "invalidate",
                    "What is invalidated after a move: all, or a list of paths.",
                    given -> given.wordOr(ALL, SiteReader::paths),
                    Site.ALL);
            var keepOld = fields.optional(
                    "keepOld",
                    "Files that only earlier builds had are pruned this long after the new build went live. PT0S: at once.",
                    Text.DURATION,
                    Site.KEEP_OLD);
            var foreign = fields.optional(
                    "foreign",
                    "What becomes of files that no build of ours explains: keep reports them, delete prunes them as well.",
                    FOREIGN,
                    Foreign.KEEP);
            var pruneLimit = fields.optional(
                    "pruneLimit",
                    "Foreign files beyond this share of the live files: Stalled, and nothing is deleted.",
                    Text.PERCENTAGE,
                    Site.PRUNE_LIMIT);
            var resync = fields.optional(
                    "resync",
                    "How often the live objects are listed. Without it the daemon's.",
                    Text.POSITIVE_DURATION);
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
        return part.some(part.items(GLOB), List::isEmpty, "an empty list", "at least one glob");
    }

    private static Read<List<String>> paths(Part part) {
        var listed = part.some(part.once(part.items(PATH)), List::isEmpty, "an empty list", ALL_OR_PATHS);
        var paths = part.atMost(PATHS, listed, "more than " + PATHS + " paths", LIMIT);
        if (!paths.isPresent()) {
            return paths;
        }
        long wildcards = paths.get().stream().filter(path -> path.endsWith("*")).count();
        return wildcards > WILDCARDS
                ? part.fail(paths.get().size() + " paths, " + wildcards + " with *", LIMIT)
                : paths;
    }
}
