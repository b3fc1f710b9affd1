package dev.belay.localcloud;

import dev.belay.localcloud.cloudfront.CdnFront;
import dev.belay.localcloud.cloudfront.CloudFrontSimulator;
import dev.belay.localcloud.cloudfront.SimulatedOrigin;
import dev.belay.localcloud.cloudwatch.CloudWatchSimulator;
import dev.belay.localcloud.dynamodb.DynamoDbSimulator;
import dev.belay.localcloud.ec2.Ec2Simulator;
import dev.belay.localcloud.ecr.EcrSimulator;
import dev.belay.localcloud.ecs.EcsSimulator;
import dev.belay.localcloud.ecs.Surroundings;
import dev.belay.localcloud.ecs.TaskNetwork;
import dev.belay.localcloud.elb.Application;
import dev.belay.localcloud.elb.ElbSimulator;
import dev.belay.localcloud.elb.LoadBalancer;
import dev.belay.localcloud.elb.TargetGroups;
import dev.belay.localcloud.iam.IamSimulator;
import dev.belay.localcloud.logs.LogsSimulator;
import dev.belay.localcloud.s3.S3Simulator;
import dev.belay.localcloud.secrets.SecretsManagerSimulator;
import dev.belay.localcloud.secrets.SecretsOfTasks;
import dev.belay.localcloud.secrets.SsmSimulator;
import dev.belay.localcloud.sns.SnsSimulator;
import dev.belay.localcloud.sts.StsSimulator;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All simulated services behind one address, so that {@code AWS_ENDPOINT_URL} alone is enough for the SDK and for the
 * {@code aws} command. Routes under {@code /_cloud} break things by hand.
 */
public final class LocalCloud implements AutoCloseable {
    private final Options options;
    private final Map<String, Simulator> simulators = new LinkedHashMap<>();
    private final Faults faults = new Faults();
    private final Calls calls = new Calls();
    private final TargetGroups targetGroups = new TargetGroups();
    private final S3Simulator s3 = new S3Simulator();
    private final Ec2Simulator ec2 = new Ec2Simulator();
    private final LogsSimulator logs = new LogsSimulator();
    private final SnsSimulator sns;
    private final SecretsManagerSimulator secrets;
    private final EcrSimulator ecr;
    private final EcsSimulator ecs;
    private final DynamoDbSimulator dynamoDb;
    private final CloudFrontSimulator cloudFront;
    private final Map<String, Application> applications = new ConcurrentHashMap<>();
    private final List<Runnable> fronts = new CopyOnWriteArrayList<>();
    private final HttpFront front;

    /**
     * How to start it.
     *
     * @param port 0 for any free one
     * @param account whose the keys are that name no account themselves
     * @param speed how many times faster than usual tasks start and stop, invalidations complete
     * @param clock by which all this happens; a test may bring its own and advance it
     */
    public record Options(int port, String account, String region, double speed, InstantSource clock) {
        public static Options defaults() {
            return new Options(0, "000000000000", "eu-north-1", 1, InstantSource.system());
        }

        public Options port(int port) {
            return new Options(port, account, region, speed, clock);
        }

        public Options account(String account) {
            return new Options(port, account, region, speed, clock);
        }

        public Options speed(double speed) {
            return new Options(port, account, region, speed, clock);
        }

        public Options clock(InstantSource clock) {
            return new Options(port, account, region, speed, clock);
        }
    }

    private LocalCloud(Options options) {
        this.options = options;
        ecr = new EcrSimulator(options.clock(), scope());
        sns = new SnsSimulator(options.clock());
        secrets = new SecretsManagerSimulator(options.clock());
        SsmSimulator parameters = new SsmSimulator(options.clock());
        IamSimulator iam = new IamSimulator(options.clock());
        TaskNetwork network = (group, tasks, port) ->
                ec2.lets(targetGroups.securityGroups(group), tasks, targetGroups.checkPort(group, port));
        ecs = new EcsSimulator(
                options.clock(),
                scope(),
                options.speed(),
                new Surroundings(ecr, targetGroups, network, new SecretsOfTasks(secrets, parameters), iam, logs));
        dynamoDb = new DynamoDbSimulator(options.clock());
        cloudFront = new CloudFrontSimulator(options.clock(), options.speed());
        simulators.put("s3", s3);
        simulators.put("ecs", ecs);
        simulators.put("ecr", felt(ecr));
        simulators.put("elasticloadbalancing", felt(new ElbSimulator(targetGroups, ecs)));
        simulators.put("ec2", felt(ec2));
        simulators.put("iam", felt(iam));
        simulators.put("secretsmanager", felt(secrets));
        simulators.put("ssm", felt(parameters));
        simulators.put("logs", felt(logs));
        simulators.put("monitoring", new CloudWatchSimulator(options.clock()));
        simulators.put("sns", sns);
        simulators.put("sts", new StsSimulator(options.clock()));
        simulators.put("dynamodb", dynamoDb);
        simulators.put("cloudfront", cloudFront);
        Router router = new Router(simulators, faults, calls, options.clock(), options.account());
        ControlFront control = new ControlFront(simulators, faults, calls);
        front = new HttpFront(
                options.port(),
                request -> request.path().startsWith(ControlFront.PATH)
                        ? Optional.of(control.answer(request))
                        : router.answer(request));
    }

    /** What is changed there is felt by tasks at once, and not before. */
    private Simulator felt(Simulator simulator) {
        return new FeltByTasks(simulator, ecs::settle);
    }

    public static LocalCloud start() {
        return start(Options.defaults());
    }

    /**
     * Starts it; ready when this returns.
     *
     * @throws IllegalStateException naming the port, where it is taken
     */
    public static LocalCloud start(Options options) {
        return new LocalCloud(options);
    }

    /** What to set {@code AWS_ENDPOINT_URL} to. */
    public URI endpoint() {
        return front.address();
    }

    public Options options() {
        return options;
    }

    /** The default account and region. */
    public Scope scope() {
        return new Scope(options.account(), options.region());
    }

    public EcsSimulator ecs() {
        return ecs;
    }

    public EcrSimulator ecr() {
        return ecr;
    }

    public Ec2Simulator ec2() {
        return ec2;
    }

    public LogsSimulator logs() {
        return logs;
    }

    public SecretsManagerSimulator secretsManager() {
        return secrets;
    }

    public SnsSimulator sns() {
        return sns;
    }

    public CloudFrontSimulator cloudFront() {
        return cloudFront;
    }

    public DynamoDbSimulator dynamoDb() {
        return dynamoDb;
    }

    public TargetGroups targetGroups() {
        return targetGroups;
    }

    /** What the tasks of services of that name answer to their users. */
    public void application(String service, Application application) {
        applications.put(service, application);
    }

    /**
     * Gives a service of the default account and region an address of its own, until the cloud is closed.
     *
     * @param port 0 for any free one
     * @throws IllegalStateException naming the port, where it is taken
     */
    public URI loadBalancer(String cluster, String service, int port) {
        LoadBalancer balancer = new LoadBalancer(
                ecs,
                scope(),
                cluster,
                service,
                (request, task) -> Optional.ofNullable(applications.get(service))
                        .flatMap(application -> application.answer(request, task)),
                port);
        fronts.add(balancer::close);
        return balancer.address();
    }

    /**
     * Gives a distribution, seeded in {@link #cloudFront()}, an edge that users reach, until the cloud is closed.
     *
     * @param port 0 for any free one
     */
    public URI cdn(String distribution, int port) {
        CdnFront edge = new CdnFront(cloudFront, distribution, new SimulatedOrigin(s3), options.clock(), port);
        fronts.add(edge::close);
        return edge.uri();
    }

    public Faults faults() {
        return faults;
    }

    public Calls calls() {
        return calls;
    }

    /** The signing names of the services there are. */
    public Set<String> services() {
        return Collections.unmodifiableSet(simulators.keySet());
    }

    /** The simulator of a signing name, for calls that are neither counted nor hit by faults. */
    public Simulator simulator(String service) {
        return Optional.ofNullable(simulators.get(service))
                .orElseThrow(() -> new IllegalArgumentException("no service " + service));
    }

    @Override
    public void close() {
        front.close();
        fronts.forEach(Runnable::run);
        simulators.values().forEach(Simulator::close);
    }
}
