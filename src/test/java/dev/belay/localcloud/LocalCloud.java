package dev.belay.localcloud;

import dev.belay.localcloud.cloudfront.CdnFront;
import dev.belay.localcloud.cloudfront.CloudFrontSimulator;
import dev.belay.localcloud.cloudfront.SimulatedOrigin;
import dev.belay.localcloud.dynamodb.DynamoDbSimulator;
import dev.belay.localcloud.ec2.Ec2Simulator;
import dev.belay.localcloud.ecr.EcrSimulator;
import dev.belay.localcloud.ecs.EcsSimulator;
import dev.belay.localcloud.elb.Application;
import dev.belay.localcloud.elb.LoadBalancer;
import dev.belay.localcloud.elb.TargetGroups;
import dev.belay.localcloud.logs.LogsSimulator;
import dev.belay.localcloud.policy.Guard;
import dev.belay.localcloud.secrets.SecretsManagerSimulator;
import dev.belay.localcloud.sns.SnsSimulator;
import dev.belay.localcloud.sqs.SqsSimulator;
import java.net.URI;
import java.time.InstantSource;
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
    private final Simulators simulators;
    private final Guard guard = new Guard();
    private final Faults faults = new Faults();
    private final Quotas quotas;
    private final Calls calls = new Calls();
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
     * @param throttles whether AWS's {@link Quotas} are enforced
     */
    public record Options(
            int port, String account, String region, double speed, InstantSource clock, boolean throttles) {
        public static Options defaults() {
            return new Options(0, "000000000000", "eu-north-1", 1, InstantSource.system(), false);
        }

        public Options port(int port) {
            return new Options(port, account, region, speed, clock, throttles);
        }

        public Options account(String account) {
            return new Options(port, account, region, speed, clock, throttles);
        }

        public Options speed(double speed) {
            return new Options(port, account, region, speed, clock, throttles);
        }

        public Options clock(InstantSource clock) {
            return new Options(port, account, region, speed, clock, throttles);
        }

        public Options quotas() {
            return new Options(port, account, region, speed, clock, true);
        }
    }

    private LocalCloud(Options options) {
        this.options = options;
        simulators = new Simulators(options.clock(), scope(), options.speed());
        quotas = new Quotas(options.clock(), options.throttles());
        Router router = new Router(simulators, guard, quotas, faults, calls, options);
        ControlFront control = new ControlFront(simulators.bySigningName(), faults, calls);
        front = new HttpFront(
                options.port(),
                request -> request.path().startsWith(ControlFront.PATH)
                        ? Optional.of(control.answer(request))
                        : router.answer(request));
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
        return simulators.ecs;
    }

    public EcrSimulator ecr() {
        return simulators.ecr;
    }

    public Ec2Simulator ec2() {
        return simulators.ec2;
    }

    public LogsSimulator logs() {
        return simulators.logs;
    }

    public SecretsManagerSimulator secretsManager() {
        return simulators.secrets;
    }

    public SnsSimulator sns() {
        return simulators.sns;
    }

    public SqsSimulator sqs() {
        return simulators.sqs;
    }

    public CloudFrontSimulator cloudFront() {
        return simulators.cloudFront;
    }

    public DynamoDbSimulator dynamoDb() {
        return simulators.dynamoDb;
    }

    public TargetGroups targetGroups() {
        return simulators.targetGroups;
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
                simulators.ecs,
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
        CdnFront edge = new CdnFront(
                simulators.cloudFront, distribution, new SimulatedOrigin(simulators.s3), options.clock(), port);
        fronts.add(edge::close);
        return edge.uri();
    }

    /** Who may do what: all may do all, until somebody is given a policy. */
    public Guard guard() {
        return guard;
    }

    public Faults faults() {
        return faults;
    }

    public Quotas quotas() {
        return quotas;
    }

    public Calls calls() {
        return calls;
    }

    /** The signing names of the services there are. */
    public Set<String> services() {
        return simulators.bySigningName().keySet();
    }

    /** The simulator of a signing name, for calls that are neither counted nor hit by faults. */
    public Simulator simulator(String service) {
        return Optional.ofNullable(simulators.bySigningName().get(service))
                .orElseThrow(() -> new IllegalArgumentException("no service " + service));
    }

    @Override
    public void close() {
        front.close();
        fronts.forEach(Runnable::run);
        simulators.bySigningName().values().forEach(Simulator::close);
    }
}
