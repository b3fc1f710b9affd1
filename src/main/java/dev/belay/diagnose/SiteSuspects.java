package dev.belay.diagnose;

import dev.belay.diagnose.EdgeClues.Served;
import dev.belay.diagnose.SiteClues.Entry;
import dev.belay.diagnose.SiteClues.InvalidationSeen;
import dev.belay.diagnose.SiteClues.Origin;
import dev.belay.diagnose.SiteClues.Origins;
import dev.belay.model.S3Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that may be wrong with a site. */
final class SiteSuspects {
    /** CloudFront speaks of a minute or two; beyond this somebody should look. */
    private static final Duration STUCK = Duration.ofMinutes(10);

    /** An entry that browsers may keep for longer is not replaced by any invalidation. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final Pattern MAX_AGE = Pattern.compile("(?<![\\w-])max-age=(\\d{1,10})");

    private final SiteEvidence seen;

    private SiteSuspects(SiteEvidence seen) {
        this.seen = seen;
    }

    static List<Suspect> of(SiteEvidence seen) {
        var all = new SiteSuspects(seen);
        var suspects = new ArrayList<Suspect>();
        seen.origins().forEach(origins -> all.origin(origins).ifPresent(suspects::add));
        seen.invalidations().forEach(one -> all.invalidation(one).ifPresent(suspects::add));
        all.build().ifPresent(suspects::add);
        all.edge().ifPresent(suspects::add);
        return suspects;
    }

    private Optional<Suspect> origin(Origins origins) {
        if (origins.main().stream().anyMatch(this::isLive)) {
            return Optional.empty();
        }
        boolean elsewhere = origins.others().stream().noneMatch(this::isLive);
        String from = origins.main().isEmpty()
                ? "nowhere"
                : String.join(
                        ", ", origins.main().stream().map(Origin::toString).toList());
        var evidence = new ArrayList<String>();
        evidence.add("the target's live place is " + live());
        evidence.add("the default behaviour of " + origins.distribution() + " fetches from " + from);
        origins.others().forEach(other -> evidence.add("another behaviour fetches from " + other));
        return Optional.of(suspect(
                Kind.ORIGIN_ELSEWHERE,
                elsewhere ? Certainty.PROVEN : seen.stale() ? Certainty.TOLD : Certainty.POSSIBLE,
                "Distribution " + origins.distribution() + " fetches from " + from + ", not from " + live() + ".",
                evidence));
    }

    private S3Place live() {
        return seen.part().spec().live();
    }

    /** REST, dual-stack, legacy and website endpoints of the bucket, with the prefix as origin path. */
    private boolean isLive(Origin origin) {
        String prefix = live().prefix().isEmpty() ? "" : "/" + live().prefix().replaceAll("/$", "");
        var endpoint = Pattern.compile(
                Pattern.quote(live().bucket())
                        + "\\.s3([.-](website[.-]|dualstack\\.)?[a-z0-9-]+)?\\.amazonaws\\.com(\\.cn)?",
                Pattern.CASE_INSENSITIVE);
        return origin.path().equals(prefix) && endpoint.matcher(origin.domain()).matches();
    }

    private Optional<Suspect> invalidation(InvalidationSeen one) {
        if (one.completed()) {
            return Optional.empty();
        }
        Duration age = one.createdAt() == null ? Duration.ZERO : Duration.between(one.createdAt(), seen.at());
        boolean stuck = age.compareTo(STUCK) >= 0;
        var evidence = new ArrayList<String>();
        evidence.add(one.distribution() + "/" + one.id() + " of " + String.join(" ", one.paths()) + " is in progress"
                + (one.createdAt() == null ? "" : " since " + one.createdAt()));
        edgeLine().ifPresent(evidence::add);
        return Optional.of(suspect(
                Kind.INVALIDATION_STUCK,
                stuck ? Certainty.TOLD : Certainty.LIKELY,
                "Invalidation " + one.id() + " of distribution " + one.distribution() + " has not completed"
                        + (age.isPositive() ? " for " + words(age) : "") + ".",
                evidence));
    }

    private Optional<Suspect> build() {
        Entry live = seen.live();
        Entry built = seen.built();
        if (seen.builtSeen() && built == null) {
            return Optional.of(suspect(
                    Kind.BUILD_MISSING,
                    Certainty.LIKELY,
                    "The build " + seen.part().build() + " has no " + seen.key() + ".",
                    List.of("S3 has no such object")));
        }
        if (built == null || !seen.liveSeen()) {
            return Optional.empty();
        }
        if (live == null) {
            return Optional.of(suspect(
                    Kind.BUILD_NOT_LIVE,
                    Certainty.TOLD,
                    "The live place " + live() + " has no " + seen.key() + ".",
                    List.of(built + " is there, and was not copied")));
        }
        return live.differs(built.size(), built.sha256())
                ? Optional.of(suspect(
                        Kind.BUILD_NOT_LIVE,
                        Certainty.LIKELY,
                        "The live " + seen.key() + " is not the one of the build "
                                + seen.part().build() + ".",
                        List.of(live + ": " + bytes(live), built + ": " + bytes(built))))
                : Optional.empty();
    }

    private Optional<Suspect> edge() {
        Served edge = seen.edge();
        if (edge == null) {
            return Optional.empty();
        }
        if (edge.status() >= 400) {
            boolean there = seen.live() != null;
            return Optional.of(suspect(
                    Kind.EDGE_FAILS,
                    there ? Certainty.TOLD : Certainty.LIKELY,
                    "Users get status " + edge.status() + " at " + plain()
                            + (there ? ", and the bucket has the entry." : "."),
                    lines()));
        }
        if (seen.stale()) {
            boolean waits = seen.invalidations().stream().anyMatch(one -> !one.completed());
            Certainty certainty = waits ? Certainty.POSSIBLE : edge.cached() ? Certainty.TOLD : Certainty.LIKELY;
            return Optional.of(suspect(
                    Kind.CACHED_TOO_LONG,
                    certainty,
                    "Users still get another " + seen.key() + " at " + plain() + " than the bucket has"
                            + (edge.age() == null ? "." : ": a cache has had it for " + words(edge.age()) + "."),
                    lines()));
        }
        return browsers();
    }

    /** Caches that no invalidation reaches. */
    private Optional<Suspect> browsers() {
        Served edge = Objects.requireNonNull(seen.edge());
        Duration kept = maxAge(edge.cacheControl());
        return kept.compareTo(LONG) <= 0
                ? Optional.empty()
                : Optional.of(suspect(
                        Kind.CACHED_TOO_LONG,
                        Certainty.POSSIBLE,
                        "Browsers may keep " + seen.key() + " for " + words(kept) + ", whatever is live.",
                        lines()));
    }

    private static Duration maxAge(@Nullable String cacheControl) {
        var found = MAX_AGE.matcher(cacheControl == null ? "" : cacheControl);
        return found.find() ? Duration.ofSeconds(Long.parseLong(found.group(1))) : Duration.ZERO;
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        edgeLine().ifPresent(lines::add);
        Entry live = seen.live();
        if (live != null) {
            lines.add(live + ": " + bytes(live) + ", Cache-Control " + said(live.cacheControl()));
        }
        return lines;
    }

    private Optional<String> edgeLine() {
        return Optional.ofNullable(seen.edge())
                .map(edge -> "served: status " + edge.status() + ", " + edge.size() + " bytes" + hash(edge.sha256())
                        + ", Cache-Control " + said(edge.cacheControl())
                        + (edge.age() == null ? "" : ", Age " + edge.age().toSeconds())
                        + (edge.cache() == null ? "" : ", X-Cache " + edge.cache()));
    }

    private static String bytes(Entry entry) {
        return entry.size() + " bytes" + hash(entry.sha256());
    }

    private static String hash(@Nullable String sha256) {
        return sha256 == null ? "" : " (sha256 " + sha256.substring(0, Math.min(12, sha256.length())) + "…)";
    }

    private static String said(@Nullable String header) {
        return header == null || header.isBlank() ? "none" : header;
    }

    /** Without what may hold secrets. */
    private String plain() {
        var url = Objects.requireNonNull(seen.part().url());
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort())
                + Objects.requireNonNullElse(url.getRawPath(), "");
    }

    private static String words(Duration time) {
        long minutes = time.toMinutes();
        return minutes >= 120
                ? time.toHours() + " hours"
                : minutes >= 2 ? minutes + " minutes" : time.toSeconds() + " seconds";
    }

    private Suspect suspect(Kind kind, Certainty certainty, String sentence, List<String> evidence) {
        return Suspect.of(kind, certainty, seen.component(), sentence, evidence);
    }
}
