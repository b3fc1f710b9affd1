package dev.belay.demo;

import dev.belay.localcloud.demo.DemoWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code make run}: the local cloud, and the packaged daemon as its own process with its endpoint there. Says what to try
 * and stays until Ctrl-C, which ends both.
 */
final class Run {
    private Run() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Ports ports = portsOrExit();
        Stage stage = Stage.set(arguments.length == 0 ? "directory" : arguments[0], ports, 1);
        PackagedDaemon daemon = PackagedDaemon.start(ports, stage.shelf().environment(), null);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            daemon.close();
            stage.close();
        }));
        daemon.awaitReady();
        knownGood(daemon);
        System.out.println(text(stage));
        System.exit(daemon.waitFor());
    }

    /** Who tries a rollback at once needs something to go back to, and not half a minute of soak before it. */
    private static void knownGood(PackagedDaemon daemon) throws IOException, InterruptedException {
        daemon.awaitStatus(
                "shop-production",
                DemoWorld.GOOD + " in force",
                status -> status.at("/lastRollout/outcome").asText().equals("Succeeded"));
        daemon.send(
                "PUT",
                "/targets/shop-production/versions/" + DemoWorld.GOOD + "/knownGood",
                "",
                "",
                "{\"reason\": \"it ran here before Belay did\"}");
    }

    /** The ports to use; ends the program when one is taken. */
    static Ports portsOrExit() {
        Ports ports = Ports.usual(System.getenv());
        ports.taken()
                .forEach((name, port) -> System.err.println(
                        "Port " + port + " is in use. Choose another: make run " + name + "=" + (port + 10)));
        if (!ports.taken().isEmpty()) {
            System.exit(1);
        }
        return ports;
    }

    private static String text(Stage stage) {
        Ports ports = stage.ports();
        List<String> edit = stage.shelf().howToEdit(stage.cloud());
        return """

                Belay holds shop-production to version %s. Everything runs on this machine; Ctrl-C ends it.

                  the console        http://127.0.0.1:%d/
                  what Belay says    curl -s http://127.0.0.1:%d/api/v1/targets/shop-production
                  the site           http://127.0.0.1:%d/          (through the CDN)
                  the service        http://127.0.0.1:%d/health    (through the load balancer)
                  metrics            http://127.0.0.1:%d/q/metrics

                For the aws command:
                  export AWS_ENDPOINT_URL=http://127.0.0.1:%d AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
                  export AWS_REGION=eu-north-1 AWS_DEFAULT_REGION=eu-north-1

                Try a deployment and a rollback, in another terminal. The version %s is bad: its /health answers 500, and nobody can log in.
                  export PATH=%s:$PATH BELAY_URL=http://127.0.0.1:%d
                  belay pin shop-production %s --reason "release 1430" --wait
                  belay rollback shop-production --reason "INC-482: login fails" --wait
                  belay rollouts shop-production last -o markdown

                The pin is a record like any other. The same without Belay's command, at any time:
                  %s

                Try drift. Somebody changes the service by hand, and Belay puts it right:
                  aws ecs update-service --cluster %s --service %s --task-definition %s:2
                  aws s3 rm s3://%s/index.html

                More ways to break things: docs/local-cloud.md has 21, one command each; curl -s http://127.0.0.1:%d/_cloud
                """.formatted(
                        DemoWorld.GOOD,
                        ports.http(),
                        ports.http(),
                        ports.cdn(),
                        ports.loadBalancer(),
                        ports.management(),
                        ports.cloud(),
                        DemoWorld.BAD,
                        Path.of("target/belay/bin").toAbsolutePath(),
                        ports.http(),
                        DemoWorld.BAD,
                        String.join("\n  ", edit),
                        DemoWorld.CLUSTER,
                        DemoWorld.SERVICE,
                        DemoWorld.FAMILY,
                        DemoWorld.BUCKET,
                        ports.cloud());
    }
}
