package dev.belay.store;

import dev.belay.model.EcsService;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Site;
import dev.belay.model.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who owns which service and which live place: each has one owner, and no build lies in a live place. Immutable; the next one
 * is made of it and of what changed.
 */
final class Ownership {
    static final Ownership NONE = new Ownership(new TreeSet<>());

    /** A component of a target. */
    record Owner(String target, String component) implements Comparable<Owner> {
        private static final Owner FIRST = new Owner("", "");
        private static final Comparator<Owner> BY_NAME =
                Comparator.comparing(Owner::target).thenComparing(Owner::component);

        @Override
        public int compareTo(Owner other) {
            return BY_NAME.compare(this, other);
        }

        @Override
        public String toString() {
            return target + "/" + component;
        }
    }

    /** What can be claimed: a service, and in S3 a live place, the place of all builds, that of the pinned one. */
    enum Kind {
        SERVICE,
        LIVE,
        BUILDS,
        PINNED
    }

    /**
     * What a component lays claim to. Sorted, claims to what lies below a place stand together.
     *
     * @param key the service's identity, or the place's URL
     */
    record Claim(Kind kind, String key, Owner owner) implements Comparable<Claim> {
        private static final Comparator<Claim> SORTED =
                Comparator.comparing(Claim::kind).thenComparing(Claim::key).thenComparing(Claim::owner);

        @Override
        public int compareTo(Claim other) {
            return SORTED.compare(this, other);
        }
    }

    private final NavigableSet<Claim> claims;

    private Ownership(NavigableSet<Claim> claims) {
        this.claims = claims;
    }

    /** What the targets and pins of one name lay claim to. */
    static Set<Claim> claims(List<Target> targets, List<Pin> pins) {
        var claims = new HashSet<Claim>();
        for (var target : targets) {
            target.components().forEach((name, component) -> {
                var owner = new Owner(target.name(), name);
                switch (component) {
                    case EcsService ecs -> claims.add(new Claim(Kind.SERVICE, key(ecs), owner));
                    case Site site -> {
                        claims.add(new Claim(Kind.LIVE, site.live().toString(), owner));
                        claims.add(new Claim(
                                Kind.BUILDS, Templates.head(site.build()).toString(), owner));
                        for (var pin : pins) {
                            if (pin.of(name) instanceof PinnedComponent.Version(String version)) {
                                claims.add(new Claim(
                                        Kind.PINNED, site.build(version).toString(), owner));
                            }
                        }
                    }
                }
            });
        }
        return claims;
    }

    /** With some claims in place of others. */
    Ownership next(Set<Claim> was, Set<Claim> is) {
        if (was.equals(is)) {
            return this;
        }
        var next = new TreeSet<>(claims);
        was.forEach(next::remove);
        next.addAll(is);
        return new Ownership(next);
    }

    /** The targets that may be judged otherwise when this claim comes or goes. */
    Set<String> near(Claim claim) {
        var near = new HashSet<Claim>();
        switch (claim.kind()) {
            case SERVICE -> near.addAll(at(Kind.SERVICE, claim.key()));
            case LIVE -> {
                for (var kind : List.of(Kind.LIVE, Kind.BUILDS, Kind.PINNED)) {
                    near.addAll(around(kind, claim.key()));
                    near.addAll(below(kind, claim.key()));
                }
            }
            case BUILDS -> near.addAll(around(Kind.LIVE, claim.key()));
            case PINNED -> {} // only the pin itself is judged by it
        }
        return near.stream().map(other -> other.owner().target()).collect(Collectors.toSet());
    }

    /** What somebody else owns as well, and builds that lie in a live place. */
    List<Problem> problems(Draft<Target> draft, Target target) {
        var problems = new ArrayList<Problem>();
        target.components().forEach((name, component) -> {
            var self = new Owner(target.name(), name);
            var report = new Report(problems, draft, List.of("spec", "components", name));
            switch (component) {
                case EcsService ecs ->
                    report.of(
                            "ecs",
                            "service",
                            others(self, at(Kind.SERVICE, key(ecs))),
                            "is the service of %s too",
                            "one owner");
                case Site site -> {
                    String place = site.live().toString();
                    report.of(
                            "site",
                            "bucket",
                            others(self, around(Kind.LIVE, place)),
                            "overlaps the live place of %s",
                            "places apart");
                    report.of(
                            "site",
                            "bucket",
                            others(self, below(Kind.LIVE, place)),
                            "overlaps the live place of %s",
                            "places apart");
                    report.of(
                            "site",
                            "bucket",
                            others(self, below(Kind.BUILDS, place)),
                            "holds the builds of %s",
                            "builds elsewhere");
                    String head = Templates.head(site.build()).toString();
                    report.of(
                            "site",
                            "build",
                            others(self, around(Kind.LIVE, head)),
                            "lies in the live place of %s",
                            "builds elsewhere");
                }
            }
        });
        problems.sort(Problem.FROM_THE_TOP);
        return problems;
    }

    /** Pinned builds that lie in a live place of another component, or the other way round. */
    List<Problem> problems(Draft<Pin> draft, Pin pin, Target target) {
        var problems = new ArrayList<Problem>();
        target.components().forEach((name, component) -> {
            if (component instanceof Site site && pin.of(name) instanceof PinnedComponent.Version(String version)) {
                String build = site.build(version).toString();
                var others = others(new Owner(target.name(), name), around(Kind.LIVE, build), below(Kind.LIVE, build));
                var path = pin.components().containsKey(name) ? List.of("spec", "components", name) : List.of("spec");
                new Report(problems, draft, path)
                        .of("version", others, "names a build that overlaps the live place of %s", "builds elsewhere");
            }
        });
        problems.sort(Problem.FROM_THE_TOP);
        return problems;
    }

    /** A service's identity, as far as records can tell: the account by the cluster's ARN or the role's. */
    private static String key(EcsService ecs) {
        String[] arn = ecs.cluster().split(":", -1);
        boolean named = arn.length < 6;
        String role = ecs.aws().assumeRole();
        String region = ecs.aws().region();
        return String.join(
                " ",
                named ? (role == null ? "" : role.split(":", -1)[4]) : arn[4],
                named ? (region == null ? "" : region) : arn[3],
                ecs.cluster().substring(ecs.cluster().lastIndexOf('/') + 1),
                ecs.service());
    }

    /** Claims to exactly this. */
    private Set<Claim> at(Kind kind, String key) {
        return claims.subSet(new Claim(kind, key, Owner.FIRST), new Claim(kind, key + "\0", Owner.FIRST));
    }

    /** Claims to this place and to every folder around it. */
    private Set<Claim> around(Kind kind, String url) {
        var around = new HashSet<Claim>();
        for (int slash = url.indexOf('/', 5); slash >= 0; slash = url.indexOf('/', slash + 1)) {
            around.addAll(at(kind, url.substring(0, slash + 1)));
        }
        return around;
    }

    /** Claims to what lies in this place, itself left out. */
    private Set<Claim> below(Kind kind, String url) {
        return claims.subSet(
                new Claim(kind, url + "\0", Owner.FIRST), new Claim(kind, url + Character.MAX_VALUE, Owner.FIRST));
    }

    @SafeVarargs
    private static SortedSet<Owner> others(Owner self, Set<Claim>... claims) {
        var others = new TreeSet<Owner>();
        for (var some : claims) {
            some.forEach(claim -> others.add(claim.owner()));
        }
        others.remove(self);
        return others;
    }

    /** Problems of one component. */
    private record Report(List<Problem> problems, Draft<?> draft, List<String> path) {
        void of(String kind, String field, SortedSet<Owner> others, String found, String expected) {
            var below = new ArrayList<>(path);
            below.add(kind);
            new Report(problems, draft, below).of(field, others, found, expected);
        }

        void of(String field, SortedSet<Owner> others, String found, String expected) {
            if (others.isEmpty()) {
                return;
            }
            var full = new ArrayList<>(path);
            full.add(field);
            String names =
                    String.join(", ", others.stream().map(Owner::toString).toList());
            problems.add(
                    Trees.problem(draft.stored().place(), draft.tree(), full, found.formatted(names), expected, null));
        }
    }
}
