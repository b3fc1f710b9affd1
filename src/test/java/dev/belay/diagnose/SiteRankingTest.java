package dev.belay.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.diagnose.EdgeClues.Served;
import dev.belay.diagnose.SiteClues.Entry;
import dev.belay.diagnose.SiteClues.InvalidationSeen;
import dev.belay.diagnose.SiteClues.Origin;
import dev.belay.diagnose.SiteClues.Origins;
import dev.belay.model.AwsScope;
import dev.belay.model.CheckResult;
import dev.belay.model.Diagnosis.Cause;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the evidence of a site is taken to mean. */
class SiteRankingTest {
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Origin LIVE = new Origin("shop.s3.eu-north-1.amazonaws.com", "/live");
    private static final Origin OTHER = new Origin("old.s3.eu-north-1.amazonaws.com", "");
    private static final Entry NEW = new Entry("shop", "live/index.html", 100, "a".repeat(64), "no-cache");
    private static final Entry BUILT = new Entry("builds", "2/index.html", 100, "a".repeat(64), "no-cache");
    private static final Entry OLD = new Entry("shop", "live/index.html", 100, "b".repeat(64), "no-cache");

    /** A site that went well, until something is put into it. */
    record World(
            List<Origin> main,
            List<Origin> others,
            @Nullable Duration invalidating,
            @Nullable Entry live,
            @Nullable Entry built,
            @Nullable Served edge) {
        static final World WELL = new World(List.of(LIVE), List.of(), null, NEW, BUILT, served("a", null, null));

        World from(Origin main, Origin... others) {
            return new World(List.of(main), List.of(others), invalidating, live, built, edge);
        }

        World invalidating(Duration age) {
            return new World(main, others, age, live, built, edge);
        }

        World live(@Nullable Entry entry) {
            return new World(main, others, invalidating, entry, built, edge);
        }

        World built(@Nullable Entry entry) {
            return new World(main, others, invalidating, live, entry, edge);
        }

        World edge(@Nullable Served answer) {
            return new World(main, others, invalidating, live, built, answer);
        }

        SiteEvidence seen() {
            InvalidationSeen invalidation = new InvalidationSeen(
                    "E1",
                    "I1",
                    invalidating == null,
                    invalidating == null ? NOW : NOW.minus(invalidating),
                    List.of("/*"));
            return new SiteEvidence(
                    part(),
                    NOW,
                    "index.html",
                    List.of(new Origins("E1", main, others)),
                    List.of(invalidation),
                    live,
                    true,
                    built,
                    true,
                    edge);
        }
    }

    private static Subject.Part.Website part() {
        var site = new Site(
                AwsScope.DEFAULT,
                new S3Place("shop", "live/"),
                "s3://builds/{version}/",
                Site.ENTRY,
                List.of(),
                List.of("E1"),
                Site.ALL,
                Site.KEEP_OLD,
                Site.Foreign.KEEP,
                Site.PRUNE_LIMIT,
                null);
        return new Subject.Part.Website(
                "web", site, "s3://builds/2/", URI.create("https://shop.example/?q=secret"), List.of("I1"));
    }

    private static Served served(String sha256, @Nullable Duration age, @Nullable String cacheControl) {
        return new Served(200, 100, sha256.repeat(64), cacheControl, age, age == null ? "Miss" : "Hit from cloudfront");
    }

    private static List<Cause> causes(World world, CheckResult... checks) {
        var subject = new Subject("shop", NOW, "check web failed", List.of(part()), List.of(checks));
        return Ranking.causes(subject, List.of(world.seen()));
    }

    static Stream<Arguments> worlds() {
        Served stale = served("b", Duration.ofHours(1), "max-age=86400");
        return Stream.of(
                world("nothing is wrong", World.WELL),
                world("another bucket", World.WELL.from(OTHER), "OriginElsewhere"),
                world("another folder", World.WELL.from(new Origin(LIVE.domain(), "/old")), "OriginElsewhere"),
                world("a behaviour of it alone", World.WELL.from(OTHER, LIVE), "OriginElsewhere"),
                world(
                        "another bucket, and so another page",
                        World.WELL.from(OTHER).edge(stale),
                        "OriginElsewhere",
                        "CachedTooLong"),
                world("an old invalidation", World.WELL.invalidating(Duration.ofMinutes(30)), "InvalidationStuck"),
                world(
                        "an invalidation under way explains an old page",
                        World.WELL.invalidating(Duration.ofMinutes(1)).edge(stale),
                        "InvalidationStuck",
                        "CachedTooLong"),
                world("an old page from a cache", World.WELL.edge(stale), "CachedTooLong"),
                world("an old page from nowhere", World.WELL.edge(served("b", null, null)), "CachedTooLong"),
                world(
                        "a page that browsers keep",
                        World.WELL.edge(served("a", null, "public, max-age=86400")),
                        "CachedTooLong"),
                world("a page that caches keep", World.WELL.edge(served("a", null, "max-age=0, s-maxage=86400"))),
                world("no build", World.WELL.built(null), "BuildMissing"),
                world("nothing live", World.WELL.live(null), "BuildNotLive"),
                world("another build live", World.WELL.live(OLD).edge(served("b", null, null)), "BuildNotLive"),
                world("users get a 403", World.WELL.edge(new Served(403, 9, null, null, null, null)), "EdgeFails"),
                world("no answer", World.WELL.edge(null)));
    }

    private static Arguments world(String name, World world, String... kinds) {
        return Arguments.of(name, world, List.of(kinds));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("worlds")
    void the_most_likely_cause_comes_first(String name, World world, List<String> kinds) {
        assertThat(causes(world)).extracting(Cause::kind).as(name).containsExactlyElementsOf(kinds);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.s3.eu-north-1.amazonaws.com, true",
        "shop.s3.amazonaws.com, true",
        "shop.s3-website-eu-north-1.amazonaws.com, true",
        "shop.s3-website.eu-north-1.amazonaws.com, true",
        "shop.s3.dualstack.eu-north-1.amazonaws.com, true",
        "Shop.S3.eu-north-1.amazonaws.com, true",
        "workshop.s3.eu-north-1.amazonaws.com, false",
        "shop.example, false"
    })
    void every_endpoint_of_the_bucket_is_the_bucket(String domain, boolean live) {
        assertThat(causes(World.WELL.from(new Origin(domain, "/live"))).isEmpty())
                .isEqualTo(live);
    }

    @Test
    void a_check_that_fails_comes_after_what_explains_it() {
        var check = new CheckResult("web", false, CheckResult.State.FAILED, 3, 3, NOW, NOW, NOW, "another build");
        assertThat(causes(World.WELL.edge(served("b", Duration.ofHours(3), null)), check))
                .extracting(Cause::kind)
                .containsExactly("CachedTooLong", "CheckFails");
    }

    @Test
    void an_old_page_is_told_with_what_bucket_and_cache_have() {
        Cause cause = causes(World.WELL.edge(served("b", Duration.ofHours(3), "max-age=86400")))
                .getFirst();
        assertThat(cause.sentence())
                .isEqualTo(
                        "Users still get another index.html at https://shop.example/ than the bucket has: a cache has"
                                + " had it for 3 hours.");
        assertThat(cause.evidence())
                .containsExactly(
                        "served: status 200, 100 bytes (sha256 bbbbbbbbbbbb…), Cache-Control max-age=86400, Age 10800, X-Cache"
                                + " Hit from cloudfront",
                        "s3://shop/live/index.html: 100 bytes (sha256 aaaaaaaaaaaa…), Cache-Control no-cache");
    }

    @Test
    void a_stuck_invalidation_is_told_with_its_age() {
        assertThat(causes(World.WELL.invalidating(Duration.ofMinutes(30)))
                        .getFirst()
                        .sentence())
                .isEqualTo("Invalidation I1 of distribution E1 has not completed for 30 minutes.");
    }
}
