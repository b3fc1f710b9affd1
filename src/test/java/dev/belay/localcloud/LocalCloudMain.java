package dev.belay.localcloud;

import dev.belay.localcloud.demo.DemoWorld;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the local cloud, says what it started, and stays until it is ended. Flags: {@code --port 4566 --cdn-port 4567
 * --lb-port 4568 --speed 1 --seed demo}. Exit codes: 1 where a port is in use, 2 for a flag that it does not know.
 */
public final class LocalCloudMain {
    private static final Set<String> FLAGS = Set.of("--port", "--cdn-port", "--lb-port", "--speed", "--seed");
    private static final String ACCOUNT = "123456789012";

    private LocalCloudMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        // Before anything logs: else the log manager that Quarkus brings complains.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Map<String, String> flags = new HashMap<>();
        try {
            flags.putAll(flags(List.of(arguments)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        try {
            LocalCloud cloud = start(flags);
            Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private static Map<String, String> flags(List<String> arguments) {
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (!FLAGS.contains(arguments.get(i)) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("unknown, or without a value: " + arguments.get(i)
                        + "; there are --port, --cdn-port, --lb-port, --speed and --seed demo");
            }
            flags.put(arguments.get(i), arguments.get(i + 1));
        }
        return flags;
    }

    private static LocalCloud start(Map<String, String> flags) {
        int port = number(flags, "--port", 4566);
        double speed = Double.parseDouble(flags.getOrDefault("--speed", "1"));
        if (!"demo".equals(flags.get("--seed"))) {
            LocalCloud cloud = LocalCloud.start(
                    LocalCloud.Options.defaults().port(port).account(ACCOUNT).speed(speed));
            announce(cloud, List.of());
            return cloud;
        }
        int cdn = number(flags, "--cdn-port", 4567);
        int loadBalancer = number(flags, "--lb-port", 4568);
        LocalCloud cloud = demo(port, cdn, loadBalancer, speed);
        announce(
                cloud,
                List.of(
                        "  the site       http://127.0.0.1:" + cdn + "/  (distribution " + DemoWorld.DISTRIBUTION
                                + ", s3://" + DemoWorld.BUCKET + ")",
                        "  the service    http://127.0.0.1:" + loadBalancer + "/health  (cluster " + DemoWorld.CLUSTER
                                + ", service " + DemoWorld.SERVICE + ")",
                        "  its versions   " + DemoWorld.GOOD + " (live, good), " + DemoWorld.EARLIER
                                + " (good, older) and " + DemoWorld.BAD + " (its /health answers 500)"));
        return cloud;
    }

    /** A local cloud with the demo's world in it, the service running, its CDN and load balancer in front. */
    public static LocalCloud demo(int port, int cdnPort, int loadBalancerPort, double speed) {
        LaggingClock clock = new LaggingClock();
        LocalCloud cloud = LocalCloud.start(LocalCloud.Options.defaults()
                .port(port)
                .account(ACCOUNT)
                .speed(speed)
                .clock(clock));
        try {
            DemoWorld.seed(cloud);
            cloud.loadBalancer(DemoWorld.CLUSTER, DemoWorld.SERVICE, loadBalancerPort);
            cloud.cdn(DemoWorld.DISTRIBUTION, cdnPort);
            clock.catchUp();
            return cloud;
        } catch (RuntimeException e) {
            cloud.close();
            throw e;
        }
    }

    private static void announce(LocalCloud cloud, List<String> addresses) {
        System.out.println("The local cloud is up: " + cloud.services());
        System.out.println("  all services   AWS_ENDPOINT_URL=" + cloud.endpoint()
                + " AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION="
                + cloud.options().region() + " AWS_REGION=" + cloud.options().region());
        System.out.println("  break things   curl -s " + cloud.endpoint() + "/_cloud");
        addresses.forEach(System.out::println);
    }

    private static int number(Map<String, String> flags, String flag, int byDefault) {
        return Integer.parseInt(flags.getOrDefault(flag, Integer.toString(byDefault)));
    }

    /** While the world is laid out it is a while ago, so that at the start the service runs already. */
    private static final class LaggingClock implements InstantSource {
        private volatile Duration lag = Duration.ofMinutes(10);

        @Override
        public Instant instant() {
            return InstantSource.system().instant().minus(lag);
        }

        void catchUp() {
            lag = Duration.ZERO;
        }
    }
}
