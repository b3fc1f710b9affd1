package dev.belay.diagnose;

import dev.belay.diagnose.TrafficClues.Balancer;
import dev.belay.diagnose.TrafficClues.SecurityGroup;
import dev.belay.diagnose.TrafficClues.TargetGroup;
import dev.belay.diagnose.TrafficClues.TargetHealth;
import dev.belay.model.AwsScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A service, its tasks and revisions; then logs, target groups and needs; then what stands before them. */
final class ServiceGathering implements Gathering {
    /** ECS's clock and ours. */
    private static final Duration LAG = Duration.ofSeconds(5);

    private final Clues clues;
    private final Subject.Part.Service part;
    private final Instant since;
    private final AwsScope scope;
    private final LogReading logs;
    private final NeedReading needs;
    private @Nullable Look<ServiceSeen> service;
    private @Nullable Look<List<TaskSeen>> tasks;
    private @Nullable Look<Revision> pinned;
    private @Nullable Look<Revision> good;
    private @Nullable Look<List<TargetGroup>> groups;
    private final SortedMap<String, Look<List<TargetHealth>>> health = new TreeMap<>();
    private @Nullable Look<List<Balancer>> balancers;
    private @Nullable Look<List<SecurityGroup>> securityGroups;
    private @Nullable Look<SortedMap<String, String>> ranges;

    ServiceGathering(Clues clues, Subject.Part.Service part, Instant since) {
        this.clues = clues;
        this.part = part;
        this.since = since;
        this.scope = part.spec().aws();
        this.logs = new LogReading(clues.services(), scope, part.component());
        this.needs = new NeedReading(clues.needs(), scope, part.component());
    }

    @Override
    public void ask(int round, Looks looks) {
        switch (round) {
            case 0 -> service(looks);
            case 1 -> {
                logs.ask(newTasks(), value(pinned), looks);
                needs.ask(value(pinned), looks);
                targets(looks);
            }
            case 2 -> balancers(looks);
            case 3 -> securityGroups(looks);
            default -> throw new IllegalArgumentException("round " + round);
        }
    }

    private void service(Looks looks) {
        service = looks.at(named("the service"), () -> clues.services().service(part.spec()));
        tasks = looks.at(named("its tasks"), () -> clues.services().tasks(part.spec()));
        pinned = revision(part.revision(), looks);
        good = Objects.equals(part.good(), part.revision()) ? pinned : revision(part.good(), looks);
    }

    private @Nullable Look<Revision> revision(@Nullable String arn, Looks looks) {
        return arn == null
                ? null
                : looks.at(named(Revision.name(arn)), () -> clues.services().revision(scope, arn));
    }

    private void targets(Looks looks) {
        ServiceSeen seen = value(service);
        List<String> arns = seen == null
                ? List.of()
                : seen.balancing().stream()
                        .map(ServiceSeen.Balancing::group)
                        .distinct()
                        .toList();
        if (arns.isEmpty()) {
            return;
        }
        groups = looks.at(named("its target groups"), () -> clues.traffic().groups(scope, arns));
        for (String arn : arns) {
            health.put(
                    arn,
                    looks.at(
                            named("the health of its targets"),
                            () -> clues.traffic().health(scope, arn)));
        }
    }

    /** Walls are of interest only where no new task is healthy behind them. */
    private void balancers(Looks looks) {
        List<String> arns = Objects.requireNonNullElse(value(groups), List.<TargetGroup>of()).stream()
                .flatMap(group -> group.balancers().stream())
                .distinct()
                .toList();
        if (!arns.isEmpty() && !evidence().healthy()) {
            balancers =
                    looks.at(named("its load balancers"), () -> clues.traffic().balancers(scope, arns));
        }
    }

    private void securityGroups(Looks looks) {
        ServiceSeen seen = value(service);
        List<Balancer> before = Objects.requireNonNullElse(value(balancers), List.of());
        if (seen == null || before.isEmpty() || seen.securityGroups().isEmpty()) {
            return;
        }
        List<String> ids = Stream.concat(
                        seen.securityGroups().stream(), before.stream().flatMap(one -> one.securityGroups().stream()))
                .distinct()
                .toList();
        securityGroups =
                looks.at(named("security groups"), () -> clues.traffic().securityGroups(scope, ids));
        List<String> subnets = before.stream()
                .flatMap(one -> one.subnets().stream())
                .distinct()
                .toList();
        if (!subnets.isEmpty()) {
            ranges = looks.at(
                    named("the subnets of its load balancers"),
                    () -> clues.traffic().ranges(scope, subnets));
        }
    }

    private String named(String what) {
        return part.component() + ": " + what;
    }

    /** Tasks of the deployment that failed; where none is known, of the revision; where none is, whatever is new. */
    private List<TaskSeen> newTasks() {
        List<TaskSeen> all = Objects.requireNonNullElse(value(tasks), List.of());
        return all.stream()
                .filter(this::isNew)
                .sorted(Comparator.comparing(TaskSeen::createdAt, Comparator.nullsLast(Comparator.reverseOrder()))
                        .thenComparing(TaskSeen::id))
                .toList();
    }

    private boolean isNew(TaskSeen task) {
        if (part.deployment() != null && task.startedBy() != null) {
            return task.startedBy().equals(part.deployment());
        }
        if (part.revision() != null) {
            return task.revision().equals(part.revision());
        }
        return task.createdAt() != null && !task.createdAt().isBefore(since.minus(LAG));
    }

    @Override
    public ServiceEvidence evidence() {
        ServiceSeen seen = value(service);
        return new ServiceEvidence(
                part,
                seen,
                service == null ? null : service.failure(),
                newTasks(),
                seen == null ? List.of() : events(seen),
                value(pinned),
                value(good),
                logs.lines(),
                Objects.requireNonNullElse(value(groups), List.of()),
                newTargets(),
                Objects.requireNonNullElse(value(balancers), List.of()),
                Objects.requireNonNullElse(value(securityGroups), List.of()),
                Objects.requireNonNullElse(value(ranges), new TreeMap<>()),
                needs.absent());
    }

    private List<String> events(ServiceSeen seen) {
        return seen.events().stream()
                .filter(event -> !event.at().isBefore(since.minus(LAG)))
                .map(ServiceSeen.Event::message)
                .toList();
    }

    /** Targets of old tasks say nothing of the new ones. Where addresses don't tell them apart, all are kept. */
    private SortedMap<String, List<TargetHealth>> newTargets() {
        Set<String> ours = newTasks().stream()
                .map(TaskSeen::address)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        var targets = new TreeMap<String, List<TargetHealth>>();
        health.forEach((group, look) -> {
            List<TargetHealth> all = value(look);
            if (all != null) {
                boolean told = !ours.isEmpty() && all.stream().anyMatch(target -> ours.contains(target.id()));
                boolean addresses = all.stream().anyMatch(target -> target.id().indexOf('.') > 0);
                targets.put(
                        group,
                        told || addresses
                                ? all.stream()
                                        .filter(target -> ours.contains(target.id()))
                                        .toList()
                                : all);
            }
        });
        return targets;
    }

    private static <T> @Nullable T value(@Nullable Look<T> look) {
        return look == null ? null : look.value();
    }
}
