package dev.belay.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site in S3, served by CloudFront or not, whose build objects Belay owns.
 *
 * @param live where users are served from; the prefix is empty or ends in a slash
 * @param build {@code s3://} address of a version's build, holding {@code {version}} and ending in a slash
 * @param entry globs of what is published after everything else
 * @param keep globs of what is never touched and never counted
 * @param distributions ids of the distributions in front of it
 * @param invalidate path patterns to invalidate; {@code /*} for all
 * @param keepOld how long files of earlier builds stay after a new one went live
 * @param foreign what happens to files that no build of ours explains
 * @param pruneLimit percentage of the live files beyond which foreign files are not deleted
 * @param resync how often the live objects are listed; null: the daemon's
 */
public record Site(
        AwsScope aws,
        S3Place live,
        String build,
        List<String> entry,
        List<String> keep,
        List<String> distributions,
        List<String> invalidate,
        Duration keepOld,
        Foreign foreign,
        int pruneLimit,
        @Nullable Duration resync)
        implements Component {
    /** Published last where the record does not say. */
    public static final List<String> ENTRY = List.of("**/*.html");

    /** What {@code invalidate: all} stands for. */
    public static final List<String> ALL = List.of("/*");

    public static final Duration KEEP_OLD = Duration.ofHours(1);
    public static final int PRUNE_LIMIT = 50;

    /** What happens to live files that no build of ours explains. */
    public enum Foreign {
        KEEP,
        DELETE
    }

    public Site {
        entry = List.copyOf(entry);
        keep = List.copyOf(keep);
        distributions = List.copyOf(distributions);
        invalidate = List.copyOf(invalidate);
    }

    /** Where a version's build lies. */
    public S3Place build(String version) {
        return S3Place.parse(build.replace("{version}", version));
    }

    @Override
    public String kind() {
        return "site";
    }

    @Override
    public PinnedComponent pinnedTo(String exact) {
        return new PinnedComponent.Version(exact);
    }
}
