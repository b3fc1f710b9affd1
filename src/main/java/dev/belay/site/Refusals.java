package dev.belay.site;

import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a site is not touched at all. Each names what an operator can do about it; null: no reason. */
final class Refusals {
    private Refusals() {}

    /** A build inside the live place would be pruned with it; a live place inside the build would change the build. */
    static Standing.@Nullable Stalled overlap(Site site, S3Place build) {
        return site.live().overlaps(build)
                ? new Standing.Stalled(
                        "BuildOverlapsLive",
                        "the build " + build + " and the live place " + site.live()
                                + " overlap; keep builds in another bucket or beside the live prefix")
                : null;
    }

    /** An empty, partial or wrong build must never reach, or empty, a live site. */
    static Standing.@Nullable Stalled build(Site site, Rules rules, Inventory inventory) {
        var keys = inventory.objects().sequencedKeySet().stream()
                .filter(key -> !rules.isKept(key))
                .toList();
        if (keys.isEmpty()) {
            return new Standing.Stalled(
                    "BuildEmpty",
                    "there is no object below " + inventory.source() + ": was version " + inventory.version()
                            + " published, and is its name right?");
        }
        return keys.stream().anyMatch(rules::isEntry)
                ? null
                : new Standing.Stalled(
                        "NoEntry",
                        "none of the " + Words.count(keys.size(), "object") + " below " + inventory.source()
                                + " is an entry (" + String.join(", ", site.entry())
                                + "): the build is partial, or entry is wrong");
    }

    static Standing.Stalled buildMissing(S3Place build, String why) {
        return new Standing.Stalled("BuildMissing", "the build " + build + " does not exist (" + why + ")");
    }

    static Standing.Stalled buildChanged(Inventory inventory, List<String> keys) {
        return new Standing.Stalled(
                "BuildChanged",
                "%s of %s (%s) is not what it was when version %s was first pinned, and a version does not change; publish it as a new version and pin that"
                        .formatted(
                                Words.count(keys.size(), "object"),
                                inventory.source(),
                                Words.some(keys),
                                inventory.version()));
    }

    /** A distribution that fetches from elsewhere would be invalidated in vain, and users would see another site. */
    static Standing.@Nullable Stalled origin(Site site, String distribution, List<SiteApi.Origin> origins) {
        if (origins.stream().anyMatch(origin -> servesFrom(site.live(), origin))) {
            return null;
        }
        String found = origins.stream()
                .map(origin -> origin.domain() + origin.path())
                .distinct()
                .collect(Collectors.joining(", "));
        return new Standing.Stalled(
                "WrongOrigin",
                "distribution " + distribution + " fetches from " + (found.isEmpty() ? "nowhere" : found)
                        + ", not from " + site.live());
    }

    static Standing.Stalled distributionMissing(String distribution, String why) {
        return new Standing.Stalled(
                "DistributionMissing", "distribution " + distribution + " does not exist (" + why + ")");
    }

    static Standing.Stalled bucketMissing(Site site, String why) {
        return new Standing.Stalled(
                "BucketMissing", "the live bucket of " + site.live() + " does not exist (" + why + ")");
    }

    /** REST, dual-stack, legacy and website endpoints of the bucket, with the prefix as origin path. */
    private static boolean servesFrom(S3Place live, SiteApi.Origin origin) {
        String path = live.prefix().isEmpty() ? "" : "/" + live.prefix().replaceAll("/$", "");
        var endpoint = Pattern.compile(
                Pattern.quote(live.bucket())
                        + "\\.s3([.-](website[.-]|dualstack\\.)?[a-z0-9-]+)?\\.amazonaws\\.com(\\.cn)?",
                Pattern.CASE_INSENSITIVE);
        return origin.path().equals(path) && endpoint.matcher(origin.domain()).matches();
    }
}
