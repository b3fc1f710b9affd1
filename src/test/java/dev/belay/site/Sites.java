package dev.belay.site;

import dev.belay.model.AwsScope;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import java.time.Duration;
import java.util.List;

/** Sites to try things on. */
final class Sites {
    private Sites() {}

    static final String BUILD = "s3://builds/{version}/";

    static Site at(S3Place live) {
        return site(live, List.of(), List.of(), Site.KEEP_OLD, Site.Foreign.KEEP);
    }

    static Site site(
            S3Place live, List<String> keep, List<String> distributions, Duration keepOld, Site.Foreign foreign) {
        return new Site(
                AwsScope.DEFAULT,
                live,
                BUILD,
                Site.ENTRY,
                keep,
                distributions,
                Site.ALL,
                keepOld,
                foreign,
                Site.PRUNE_LIMIT,
                null);
    }

    static Site with(Site site, Site.Foreign foreign) {
        return site(site.live(), site.keep(), site.distributions(), site.keepOld(), foreign);
    }

    static Site with(Site site, Duration keepOld) {
        return site(site.live(), site.keep(), site.distributions(), keepOld, site.foreign());
    }

    static Site keeping(Site site, String... globs) {
        return site(site.live(), List.of(globs), site.distributions(), site.keepOld(), site.foreign());
    }
}
