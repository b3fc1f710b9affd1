package dev.belay.diagnose;

import dev.belay.diagnose.EdgeClues.Served;
import dev.belay.diagnose.SiteClues.Entry;
import dev.belay.diagnose.SiteClues.InvalidationSeen;
import dev.belay.diagnose.SiteClues.Origins;
import dev.belay.model.AwsScope;
import dev.belay.model.S3Place;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A site's distributions, invalidations and entry, and what users get. */
final class SiteGathering implements Gathering {
    private final Clues clues;
    private final Subject.Part.Website part;
    private final InstantSource clock;
    private final AwsScope scope;
    private final String key;
    private final List<Look<Origins>> origins = new ArrayList<>();
    private final List<Look<InvalidationSeen>> invalidations = new ArrayList<>();
    private @Nullable Look<Entry> live;
    private @Nullable Look<Entry> built;
    private @Nullable Look<Served> edge;

    SiteGathering(Clues clues, Subject.Part.Website part, InstantSource clock) {
        this.clues = clues;
        this.part = part;
        this.clock = clock;
        this.scope = part.spec().aws();
        this.key = key(part.url());
    }

    /** As a static host finds a file: folders stand for their {@code index.html}. */
    private static String key(@Nullable URI url) {
        String path = url == null ? "" : Objects.requireNonNullElse(url.getPath(), "");
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return relative.isEmpty() || relative.endsWith("/") ? relative + "index.html" : relative;
    }

    @Override
    public void ask(int round, Looks looks) {
        if (round > 0) {
            return;
        }
        for (String distribution : part.spec().distributions()) {
            origins.add(looks.at(
                    named("distribution " + distribution), () -> clues.sites().origins(scope, distribution)));
        }
        part.invalidations().forEach(id -> invalidation(id, looks));
        S3Place place = part.spec().live();
        live = looks.at(
                named("the live entry"), () -> clues.sites().entry(scope, place.bucket(), place.prefix() + key));
        if (part.build() != null) {
            S3Place build = S3Place.parse(part.build());
            built = looks.at(
                    named("the build's entry"), () -> clues.sites().entry(scope, build.bucket(), build.prefix() + key));
        }
        URI url = part.url();
        if (url != null) {
            edge = looks.at(named("what users get"), () -> clues.edge().get(url));
        }
    }

    /** An id alone is of one of the site's distributions; the others don't know it. */
    private void invalidation(String named, Looks looks) {
        int slash = named.indexOf('/');
        String id = named.substring(slash + 1);
        List<String> of = slash < 0 ? part.spec().distributions() : List.of(named.substring(0, slash));
        for (String distribution : of) {
            invalidations.add(
                    looks.at(named("invalidation " + id), () -> clues.sites().invalidation(scope, distribution, id)));
        }
    }

    private String named(String what) {
        return part.component() + ": " + what;
    }

    @Override
    public SiteEvidence evidence() {
        return new SiteEvidence(
                part,
                clock.instant(),
                key,
                values(origins),
                values(invalidations),
                live == null ? null : live.value(),
                live != null && live.seen(),
                built == null ? null : built.value(),
                built != null && built.seen(),
                edge == null ? null : edge.value());
    }

    private static <T> List<T> values(List<Look<T>> looks) {
        return looks.stream().flatMap(look -> Stream.ofNullable(look.value())).toList();
    }
}
