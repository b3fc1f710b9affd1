package dev.belay.diagnose;

import dev.belay.diagnose.TrafficClues.TargetGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why tasks run and do not get healthy: the path, the port, what stands in between, or they themselves. */
final class HealthSuspects {
    private final ServiceEvidence seen;
    private final HealthSigns signs;

    private HealthSuspects(ServiceEvidence seen) {
        this.seen = seen;
        this.signs = HealthSigns.of(seen);
    }

    static List<Suspect> of(ServiceEvidence seen) {
        if (seen.service() == null || seen.healthy()) {
            return List.of();
        }
        var all = new HealthSuspects(seen);
        var suspects = new ArrayList<Suspect>();
        suspects.addAll(all.answers());
        suspects.addAll(all.ports());
        suspects.addAll(all.walls());
        return suspects;
    }

    private List<Suspect> answers() {
        if (signs.codes().isEmpty()) {
            return List.of();
        }
        boolean absent = signs.codes().contains(404);
        String codes = signs.codes().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return List.of(suspect(
                absent ? Kind.HEALTH_PATH_MISSING : Kind.TASKS_NOT_HEALTHY,
                absent ? Certainty.TOLD : Certainty.LIKELY,
                "The new tasks of " + seen.revision() + " answer " + codes + where() + ".",
                signs.lines()));
    }

    /** {@code  at /ready, which target group shop-api checks} */
    private String where() {
        return seen.groups().stream()
                .filter(group -> group.checkPath() != null)
                .findFirst()
                .map(group -> " at " + group.checkPath() + ", which target group " + group.name() + " checks"
                        + (group.accepted() == null ? "" : " for " + group.accepted()))
                .orElse(" to their health check");
    }

    private List<Suspect> ports() {
        SortedSet<Integer> listens = ServiceEvidence.ports(seen.pinned());
        if (listens.isEmpty() || !(signs.unanswered() || nothingSaid())) {
            return List.of();
        }
        var suspects = new ArrayList<Suspect>();
        for (ServiceSeen.Balancing balancing : registered()) {
            for (TargetGroup group : groups(balancing)) {
                int checked = group.checked(balancing.port());
                if (!listens.contains(checked)) {
                    suspects.add(port(group, checked, listens));
                }
            }
        }
        return suspects;
    }

    private Suspect port(TargetGroup group, int checked, SortedSet<Integer> listens) {
        SortedSet<Integer> before = ServiceEvidence.ports(seen.good());
        var evidence = new ArrayList<>(signs.lines());
        evidence.add("target group " + group.name() + " checks " + group.checkProtocol() + " at " + group.checkPort());
        evidence.add(seen.revision() + " listens on " + list(listens));
        if (seen.good() != null) {
            evidence.add(seen.good().name() + " listens on " + list(before));
        }
        return suspect(
                Kind.HEALTH_PORT_MISMATCH,
                signs.bad() ? Certainty.TOLD : Certainty.LIKELY,
                "Target group " + group.name() + " checks port " + checked + ", and " + seen.revision() + " listens on "
                        + list(listens) + " only.",
                evidence);
    }

    /** Where nothing listens, opening the way would not help. */
    private List<Suspect> walls() {
        if (!(signs.unanswered() || nothingSaid())) {
            return List.of();
        }
        Certainty certainty = signs.timeouts() ? Certainty.TOLD : signs.bad() ? Certainty.LIKELY : Certainty.POSSIBLE;
        SortedSet<Integer> listens = ServiceEvidence.ports(seen.pinned());
        return new Walls(seen)
                .closed().stream()
                        .filter(closed -> listens.isEmpty() || listens.contains(closed.port()))
                        .map(closed -> suspect(
                                Kind.SECURITY_GROUP_BLOCKS,
                                certainty,
                                closed.sentence(),
                                Stream.concat(closed.evidence().stream(), signs.lines().stream())
                                        .toList()))
                        .toList();
    }

    /** Tasks run behind a target group, and nobody says yet how their checks went. */
    private boolean nothingSaid() {
        return !signs.bad() && seen.runs();
    }

    private List<ServiceSeen.Balancing> registered() {
        return seen.service() == null ? List.of() : seen.service().balancing();
    }

    private List<TargetGroup> groups(ServiceSeen.Balancing balancing) {
        return seen.groups().stream()
                .filter(group -> group.arn().equals(balancing.group()))
                .toList();
    }

    private static String list(SortedSet<Integer> ports) {
        return ports.isEmpty()
                ? "none that it names"
                : ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private Suspect suspect(Kind kind, Certainty certainty, String sentence, List<String> evidence) {
        Suspect suspect = Suspect.of(kind, certainty, seen.component(), sentence, evidence);
        return kind == Kind.TASKS_NOT_HEALTHY || kind == Kind.HEALTH_PATH_MISSING
                ? suspect.with(seen.log(null, null))
                : suspect;
    }
}
