package dev.belay.localcloud.ecs;

import dev.belay.localcloud.Scope;
import java.time.Instant;

/** Where the lines of containers go whose log driver is awslogs. */
@FunctionalInterface
public interface TaskLogs {
    void write(Scope scope, String group, String stream, Instant at, String line);

    /** Nobody keeps them. */
    TaskLogs NOWHERE = (scope, group, stream, at, line) -> {};
}
