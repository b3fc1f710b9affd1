package dev.belay.app;

import dev.belay.model.Condition;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import dev.belay.rollout.Happening;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Logs what an operator wants to read: every step of a rollout, and every change of a target's one word. */
final class Narrator implements Consumer<Happening> {
    private static final System.Logger LOG = System.getLogger("belay");

    private final Map<String, Summary> said = new ConcurrentHashMap<>();
    private final BooleanSupplier acts;

    /** @param acts whether this replica acts: what others do, they log themselves */
    Narrator(BooleanSupplier acts) {
        this.acts = acts;
    }

    @Override
    public void accept(Happening happening) {
        if (!acts.getAsBoolean()) {
            return;
        }
        switch (happening) {
            case Happening.StepTaken(var target, var rollout, var step) -> {
                Labelled.label(target, rollout);
                String component = step.component() == null ? "" : " " + step.component();
                LOG.log(Level.INFO, "{0}{1}: {2} [{3}]", target, component, step.what(), rollout);
            }
            case Happening.StatusChanged(Status status) -> {
                Summary before = said.put(status.name(), status.summary());
                Rollout running = status.rollout();
                Labelled.label(status.name(), running == null ? null : running.id());
                if (before != status.summary()) {
                    LOG.log(
                            level(before, status.summary()),
                            "{0} is {1}{2}",
                            status.name(),
                            status.summary().word(),
                            why(status));
                }
            }
        }
    }

    /** Before the first look at the world, Unknown is no news. */
    private static Level level(@Nullable Summary before, Summary now) {
        return switch (now) {
            case UNKNOWN -> before == null ? Level.INFO : Level.WARNING;
            case INVALID, STALLED, DEGRADED -> Level.WARNING;
            case HELD, DRIFTED, PROGRESSING, VERIFYING, SOAKING, SYNCED, UNPINNED -> Level.INFO;
        };
    }

    /** What the one word stands for, where it is no good news. */
    private static String why(Status status) {
        return switch (status.summary()) {
            case INVALID -> ": " + String.join("; ", status.problems());
            case UNKNOWN, DRIFTED -> message(status, Condition.Type.SYNCED);
            case STALLED -> message(status, Condition.Type.STALLED);
            case DEGRADED -> message(status, Condition.Type.HEALTHY);
            case HELD -> message(status, Condition.Type.HELD);
            case PROGRESSING, VERIFYING, SOAKING, SYNCED, UNPINNED -> "";
        };
    }

    private static String message(Status status, Condition.Type type) {
        return status.conditions().stream()
                .filter(condition -> condition.type() == type)
                .map(condition -> ": " + condition.message())
                .findFirst()
                .orElse("");
    }
}
