package dev.belay.app;

import dev.belay.model.Status;
import dev.belay.model.Summary;
import dev.belay.rollout.Happening;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Logs what an operator wants to read: every step of a rollout, and every change of a target's one word. */
final class Narrator implements Consumer<Happening> {
    private static final System.Logger LOG = System.getLogger("belay");

    private final Map<String, Summary> said = new ConcurrentHashMap<>();

    @Override
    public void accept(Happening happening) {
        switch (happening) {
            case Happening.StepTaken(var target, var rollout, var step) -> {
                String component = step.component() == null ? "" : " " + step.component();
                LOG.log(Level.INFO, "{0}{1}: {2} [{3}]", target, component, step.what(), rollout);
            }
            case Happening.StatusChanged(Status status) -> {
                if (said.put(status.name(), status.summary()) != status.summary()) {
                    String problems = String.join("; ", status.problems());
                    LOG.log(
                            Level.INFO,
                            "{0} is {1} {2}",
                            status.name(),
                            status.summary().word(),
                            problems);
                }
            }
        }
    }
}
