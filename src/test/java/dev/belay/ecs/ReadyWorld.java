package dev.belay.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.aws.Budgets.Claim;
import dev.belay.ecs.ServiceSnapshot.LoadBalancer;
import dev.belay.model.AwsScope;
import dev.belay.model.EcsService;
import dev.belay.model.Failure;
import dev.belay.model.Ordered;
import dev.belay.model.Readiness;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Revision {@code api:1} of service {@code api}, and all that it needs, in memory. */
final class ReadyWorld implements Surroundings {
    static final String IMAGE = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/api:v1";
    static final String SECRET = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:shop/db-AbCdEf";
    static final String ONE = "sha256:" + "1".repeat(64);
    static final String TWO = "sha256:" + "2".repeat(64);
    private static final String GROUP =
            "arn:aws:elasticloadbalancing:eu-north-1:123456789012:targetgroup/api/0123456789abcdef";

    final Map<String, String> registry = new TreeMap<>(Map.of("v1", ONE, ONE, ONE, TWO, TWO));
    final Map<String, Secret> secrets = new TreeMap<>(Map.of(SECRET, staged(null, "AWSCURRENT")));
    final SortedSet<String> parameters = new TreeSet<>(List.of("/shop/level", "single", "plain"));
    final Map<String, String> roles = new TreeMap<>(Map.of(
            "api-task", "arn:aws:iam::123456789012:role/shop/api-task",
            "api-execution", "arn:aws:iam::123456789012:role/api-execution"));
    final Map<String, TargetGroup> groups = new TreeMap<>();
    final Map<String, String> digests = new TreeMap<>(Map.of("app", ONE));
    final Map<String, String> healthChecks = new TreeMap<>();
    final Map<String, Failure> failing = new TreeMap<>();
    final Set<String> silent = new HashSet<>();
    final List<String> asked = new ArrayList<>();
    final EcsService spec =
            new EcsService(AwsScope.DEFAULT, "c", "api", null, new TreeMap<>(), null, EcsService.STABLE_WITHIN);

    @Nullable
    String status = "ACTIVE";

    boolean budget = true;
    boolean reserved;
    Reading reading = new Reading.NoService();
    private final ObjectNode content = content();
    /** Knows nothing unless it is told to look. */
    final ServiceObserver observer = new ServiceObserver(
            ecs(),
            (scope, operation, claim) -> true,
            ServiceWorld.inTurn(),
            InstantSource.system(),
            Duration.ofSeconds(30),
            key -> {});

    final ServiceReadiness readiness = new ServiceReadiness(
            ecs(),
            (scope, repository, id) -> {
                ask("image", id);
                if (silent.contains(id)) {
                    throw new Failure.Unavailable("no answer").asException();
                }
                return registry.get(id);
            },
            this,
            observer,
            (scope, operation, claim) -> {
                reserved |= claim == Claim.OPERATOR;
                return budget;
            },
            Claim.BACKGROUND);

    ReadyWorld() {
        balancer("app", 8080);
        group("ip", "traffic-port", "HTTP /health wanting 200");
    }

    private static ObjectNode content() {
        try {
            return (ObjectNode)
                    new ObjectMapper().readTree("""
                    {"family": "api", "networkMode": "awsvpc",
                     "taskRoleArn": "arn:aws:iam::123456789012:role/shop/api-task", "executionRoleArn": "api-execution",
                     "containerDefinitions": [{"name": "app", "image": "IMAGE", "portMappings": [{"containerPort": 8080}],
                       "secrets": [{"name": "DB_PASSWORD", "valueFrom": "SECRET:password::"},
                                   {"name": "DB_USER", "valueFrom": "SECRET:user::"},
                                   {"name": "LEVEL", "valueFrom":
                                     "arn:aws:ssm:eu-north-1:123456789012:parameter/shop/level"},
                                   {"name": "PLAIN", "valueFrom": "plain:3"}],
                       "logConfiguration": {"secretOptions": [{"name": "token", "valueFrom":
                           "arn:aws:ssm:eu-north-1:123456789012:parameter/single"}]}}]}
                    """.replace("IMAGE", IMAGE).replace("SECRET", SECRET));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private EcsApi ecs() {
        return (EcsApi) Proxy.newProxyInstance(
                ReadyWorld.class.getClassLoader(),
                new Class<?>[] {EcsApi.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "describe" -> new TreeMap<>(Map.of("api", reading));
                    case "taskDefinition" -> revision();
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    private TaskDefinition revision() {
        if (status == null) {
            throw new Failure.NotFound("Unable to describe task definition").asException();
        }
        return new TaskDefinition(Samples.arn(1), "api", 1, status, null, null, content);
    }

    void image(String image) {
        ((ObjectNode) content.path("containerDefinitions").path(0)).put("image", image);
    }

    void balancer(String container, int port) {
        ServiceSnapshot service = Samples.service(Samples.completed("ecs-svc/1", 1));
        reading = new Reading.Found(new ServiceSnapshot(
                service.arn(),
                service.status(),
                service.controller(),
                service.strategy(),
                service.taskDefinition(),
                service.desired(),
                service.running(),
                service.pending(),
                service.rollsBack(),
                service.deployments(),
                List.of(new LoadBalancer(GROUP, container, port)),
                List.of()));
    }

    void group(String type, String port, String check) {
        groups.put(GROUP, new TargetGroup("api", type, port, check));
    }

    static Secret staged(@Nullable Instant deletion, String stage) {
        return new Secret(deletion, new TreeMap<>(Map.of("version-1", List.of(stage))));
    }

    Readiness look() {
        return readiness.look(spec, Samples.arn(1), new TreeMap<>(digests), new TreeMap<>(healthChecks));
    }

    private void ask(String what, String name) {
        asked.add(what + " " + name);
        Failure failure = failing.get(what);
        if (failure != null) {
            throw Objects.requireNonNull(failure).asException();
        }
    }

    @Override
    public @Nullable Secret secret(AwsScope scope, String id) {
        ask("secret", id);
        return secrets.get(id);
    }

    @Override
    public SortedSet<String> parameters(AwsScope scope, SortedSet<String> names) {
        ask("parameters", names.toString());
        var there = new TreeSet<>(names);
        there.retainAll(parameters);
        return Ordered.sorted(there);
    }

    @Override
    public @Nullable String role(AwsScope scope, String name) {
        ask("role", name);
        return roles.get(name);
    }

    @Override
    public @Nullable TargetGroup targetGroup(AwsScope scope, String arn) {
        ask("group", arn);
        return groups.get(arn);
    }
}
