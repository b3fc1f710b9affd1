package dev.belay.store;

import dev.belay.model.EcsService;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.model.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who owns which service and which live place: each has one owner, and no build lies in a live place. */
final class Ownership {
    /** A component of a target. */
    private record Owner(String target, String component) implements Comparable<Owner> {
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

    private final Owners services = new Owners();
    private final Owners live = new Owners();
    private final Owners builds = new Owners();

    private Ownership() {}

    static Ownership of(Collection<Target> targets) {
        var ownership = new Ownership();
        targets.forEach(ownership::add);
        return ownership;
    }

    private void add(Target target) {
        target.components().forEach((name, component) -> {
            var owner = new Owner(target.name(), name);
            switch (component) {
                case EcsService ecs -> services.add(key(ecs), owner);
                case Site site -> {
                    live.add(site.live().toString(), owner);
                    builds.add(Templates.head(site.build()).toString(), owner);
                }
            }
        });
    }

    /** What somebody else owns as well, and builds that lie in a live place. */
    List<Problem> problems(Draft<Target> draft, Target target) {
        var problems = new ArrayList<Problem>();
        target.components().forEach((name, component) -> {
            var self = new Owner(target.name(), name);
            var report = new Report(problems, draft, List.of("spec", "components", name));
            switch (component) {
                case EcsService ecs ->
                    report.of("ecs", "service", services.at(key(ecs), self), "is the service of %s too", "one owner");
                case Site site -> {
                    var place = site.live();
                    report.of(
                            "site",
                            "bucket",
                            live.around(place, self),
                            "overlaps the live place of %s",
                            "places apart");
                    report.of(
                            "site", "bucket", live.below(place, self), "overlaps the live place of %s", "places apart");
                    report.of(
                            "site", "bucket", builds.below(place, self), "holds the builds of %s", "builds elsewhere");
                    var head = Templates.head(site.build());
                    report.of(
                            "site",
                            "build",
                            live.around(head, self),
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
                var others = new TreeSet<Owner>();
                var self = new Owner(target.name(), name);
                others.addAll(live.around(site.build(version), self));
                others.addAll(live.below(site.build(version), self));
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

    /** Owners by a key; keys of places are sorted, so that what lies below one stands together. */
    private static final class Owners {
        private final TreeMap<String, TreeSet<Owner>> byKey = new TreeMap<>();

        void add(String key, Owner owner) {
            byKey.computeIfAbsent(key, k -> new TreeSet<>()).add(owner);
        }

        SortedSet<Owner> at(String key, Owner self) {
            var others = new TreeSet<>(byKey.getOrDefault(key, new TreeSet<>()));
            others.remove(self);
            return others;
        }

        /** Of this place and of every folder around it. */
        SortedSet<Owner> around(S3Place place, Owner self) {
            var others = new TreeSet<Owner>();
            String url = place.toString();
            for (int slash = url.indexOf('/', 5); slash >= 0; slash = url.indexOf('/', slash + 1)) {
                others.addAll(at(url.substring(0, slash + 1), self));
            }
            return others;
        }

        /** Of what lies in this place, itself left out. */
        SortedSet<Owner> below(S3Place place, Owner self) {
            var others = new TreeSet<Owner>();
            String url = place.toString();
            byKey.subMap(url, false, url + Character.MAX_VALUE, false).values().forEach(others::addAll);
            others.remove(self);
            return others;
        }
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
