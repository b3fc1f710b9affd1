package dev.belay.diagnose;

import dev.belay.diagnose.NeedClues.Presence;
import dev.belay.diagnose.TrafficClues.Balancer;
import dev.belay.diagnose.TrafficClues.Rule;
import dev.belay.diagnose.TrafficClues.SecurityGroup;
import dev.belay.diagnose.TrafficClues.TargetGroup;
import dev.belay.diagnose.TrafficClues.TargetHealth;
import dev.belay.model.AwsScope;
import dev.belay.model.EcsService;
import dev.belay.model.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Evidence of a move from shop-api:1 to shop-api:2 that went well, until something is put into it. */
final class Scene {
    static final Instant T0 = Instant.parse("2026-11-20T14:00:00Z");
    static final String GROUP = "arn:aws:elasticloadbalancing:eu-north-1:123456789012:targetgroup/shop-api/1";
    static final String BALANCER = "arn:aws:elasticloadbalancing:eu-north-1:123456789012:loadbalancer/app/shop/1";
    static final String SECRET = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:shop/db-AbCdEf";
    static final String ROLE = "arn:aws:iam::123456789012:role/shopExecution";
    static final String IMAGE = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/shop-api:2";

    private final List<TaskSeen> tasks = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<ServiceEvidence.LogLines> logs = new ArrayList<>();
    private final List<TargetHealth> targets = new ArrayList<>();
    private final TreeSet<String> images = new TreeSet<>();
    private final TreeMap<String, Presence> secrets = new TreeMap<>();
    private final TreeSet<String> roles = new TreeSet<>();
    private final List<ServiceSeen.Deployment> deployments = new ArrayList<>(List.of(
            new ServiceSeen.Deployment("ecs-svc/2", arn(2), true, 0, 0, "IN_PROGRESS", null),
            new ServiceSeen.Deployment("ecs-svc/1", arn(1), false, 2, 0, "COMPLETED", null)));
    private String checkPort = "traffic-port";
    private List<Rule> in = List.of(new Rule("tcp", 8080, 8080, List.of("sg-lb"), List.of(), false));
    private List<Rule> out = List.of(new Rule("-1", -1, -1, List.of(), List.of("0.0.0.0/0"), false));
    private SortedMap<String, String> ranges = new TreeMap<>();
    private List<String> goodNames = List.of("DB_HOST", "STAGE");
    private List<String> names = List.of("DB_HOST", "STAGE");
    private int memory = 512;
    private int desired = 2;
    private boolean active = true;
    private @Nullable Failure refused;

    static String arn(int revision) {
        return "arn:aws:ecs:eu-north-1:123456789012:task-definition/shop-api:" + revision;
    }

    static Subject.Part.Service part() {
        var spec = new EcsService(
                AwsScope.DEFAULT, "shop", "shop-api", null, new TreeMap<>(), null, EcsService.STABLE_WITHIN);
        return new Subject.Part.Service("api", spec, "ecs-svc/2", arn(2), arn(1));
    }

    /** A new task that ECS stopped, or whose container ended by itself. */
    Scene stopped(String code, String reason, TaskSeen.Container... containers) {
        tasks.add(new TaskSeen(
                "t" + tasks.size(), arn(2), "ecs-svc/2", "STOPPED", T0, code, reason, null, List.of(containers)));
        return this;
    }

    Scene notStarted(String reason) {
        return stopped("TaskFailedToStart", reason, container(null, reason));
    }

    Scene crashed(int exitCode) {
        return stopped("EssentialContainerExited", "Essential container in task exited", container(exitCode, null));
    }

    static TaskSeen.Container container(@Nullable Integer exitCode, @Nullable String reason) {
        return new TaskSeen.Container("app", exitCode, reason, null);
    }

    /** A new task that runs, and how its target fares; empty: it has none yet. */
    Scene running(String state, @Nullable String reason, @Nullable String description) {
        String address = "10.0.0." + (tasks.size() + 5);
        tasks.add(new TaskSeen(
                "t" + tasks.size(),
                arn(2),
                "ecs-svc/2",
                "RUNNING",
                T0,
                null,
                null,
                address,
                List.of(container(null, null))));
        if (!state.isEmpty()) {
            targets.add(new TargetHealth(address, 8080, state, reason, description));
        }
        return this;
    }

    Scene healthy() {
        return running("healthy", null, null);
    }

    Scene unhealthy(String reason, String description) {
        return running("unhealthy", reason, description);
    }

    Scene event(String message) {
        events.add(message);
        return this;
    }

    Scene log(String... lines) {
        logs.add(new ServiceEvidence.LogLines("t0", "app", List.of(lines)));
        return this;
    }

    Scene noImage() {
        images.add(IMAGE);
        return this;
    }

    Scene noSecret(Presence presence) {
        secrets.put(SECRET, presence);
        return this;
    }

    Scene noRole() {
        roles.add(ROLE);
        return this;
    }

    Scene checks(String port) {
        checkPort = port;
        return this;
    }

    Scene letsIn(Rule... rules) {
        in = List.of(rules);
        return this;
    }

    Scene letsOut(Rule... rules) {
        out = List.of(rules);
        return this;
    }

    Scene subnets(String range) {
        ranges = new TreeMap<>(java.util.Map.of("subnet-1", range));
        return this;
    }

    Scene variables(List<String> before, List<String> now) {
        goodNames = before;
        names = now;
        return this;
    }

    Scene memory(int mebibytes) {
        memory = mebibytes;
        return this;
    }

    Scene desired(int count) {
        desired = count;
        return this;
    }

    Scene inactive() {
        active = false;
        return this;
    }

    Scene refused(Failure failure) {
        refused = failure;
        return this;
    }

    Scene rolledBack(String reason) {
        deployments.clear();
        deployments.add(new ServiceSeen.Deployment("ecs-svc/3", arn(1), true, 2, 0, "COMPLETED", null));
        deployments.add(new ServiceSeen.Deployment("ecs-svc/2", arn(2), false, 0, 3, "FAILED", reason));
        return this;
    }

    private Revision revision(int number, List<String> environment, int mebibytes) {
        var container = new Revision.Container(
                "app",
                IMAGE,
                true,
                null,
                new TreeSet<>(environment),
                new TreeMap<>(java.util.Map.of("DB_PASSWORD", SECRET)),
                new TreeSet<>(List.of(8080)),
                null);
        return new Revision(arn(number), active || number == 1, ROLE, null, mebibytes, List.of(container));
    }

    ServiceEvidence seen() {
        var service = new ServiceSeen(
                desired,
                deployments,
                List.of(),
                List.of(new ServiceSeen.Balancing(GROUP, "app", 8080)),
                List.of("sg-tasks"));
        return new ServiceEvidence(
                part(),
                refused == null ? service : null,
                refused,
                tasks,
                events,
                revision(2, names, memory),
                revision(1, goodNames, 512),
                logs,
                List.of(new TargetGroup(GROUP, "shop-api", "HTTP", checkPort, "/ready", "200", List.of(BALANCER))),
                new TreeMap<>(java.util.Map.of(GROUP, targets)),
                List.of(new Balancer(BALANCER, "shop", List.of("sg-lb"), List.of("subnet-1"))),
                List.of(
                        new SecurityGroup("sg-tasks", "tasks", in, List.of()),
                        new SecurityGroup("sg-lb", "shop", List.of(), out)),
                ranges,
                new ServiceEvidence.Absent(images, secrets, roles));
    }
}
