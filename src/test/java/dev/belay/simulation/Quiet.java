package dev.belay.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What goes wrong in a simulation is meant to: nobody wants to read it thousands of times in the log. */
final class Quiet implements BeforeAllCallback, AfterAllCallback {
    private final List<Logger> loggers = new ArrayList<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        for (String room : List.of("dev.belay.reconcile", "dev.belay.rollout", "dev.belay.lease")) {
            Logger logger = Logger.getLogger(room);
            logger.setLevel(Level.OFF);
            loggers.add(logger);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        loggers.forEach(logger -> logger.setLevel(null));
    }
}
