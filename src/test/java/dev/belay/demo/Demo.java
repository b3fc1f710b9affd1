package dev.belay.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code make demo}: plays an incident by itself, from the bad deployment to the report, with everybody who is told of it. It
 * checks each step, and looks at AWS itself to tell whether the end is right. Exit code 0 only if all is as told.
 */
final class Demo {
    private static final double SPEED = 4;

    private Demo() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Ports ports = Run.portsOrExit();
        boolean right = false;
        var teller = new Teller();
        try (Stage stage = Stage.set(arguments.length == 0 ? "directory" : arguments[0], ports, SPEED);
                Receivers receivers = new Receivers(stage, teller::heard)) {
            stage.target("PT5S", "revert", "PT8S", receivers.lines());
            try (PackagedDaemon daemon =
                    PackagedDaemon.start(ports, environment(stage), stage.log().toFile())) {
                right = proves(stage, () -> new Incident(stage, daemon, receivers, teller).play());
            }
        }
        System.exit(right ? 0 : 1);
    }

    private static Map<String, String> environment(Stage stage) {
        var environment = new HashMap<>(stage.shelf().environment());
        environment.putAll(Tokens.ENVIRONMENT);
        environment.put(
                "BELAY_ANNOUNCE_URL", "http://127.0.0.1:" + stage.ports().http());
        return environment;
    }

    /** What is played. */
    private interface Play {
        void play() throws IOException, InterruptedException;
    }

    private static boolean proves(Stage stage, Play play) throws IOException, InterruptedException {
        try {
            play.play();
            return true;
        } catch (IllegalStateException e) {
            System.out.printf(
                    "%nNOT AS TOLD: %s%n%nThe daemon's log:%n%s", e.getMessage(), Files.readString(stage.log()));
            return false;
        }
    }
}
