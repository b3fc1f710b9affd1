package dev.belay.diagnose;

import dev.belay.model.AwsScope;
import dev.belay.model.EcsService;
import dev.belay.model.FailureException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ECS and the logs tell of a service. Each call ends within seconds, or throws {@link FailureException}. */
public interface ServiceClues {
    /** The service as it is; null: there is none. */
    @Nullable
    ServiceSeen service(EcsService spec);

    /** Its tasks, running and stopped; ECS forgets a stopped one after an hour. A hundred of each at most. */
    List<TaskSeen> tasks(EcsService spec);

    /** What a revision says, without the value of any variable. */
    Revision revision(AwsScope scope, String arn);

    /**
     * The last lines of a container's log, oldest first, as they were written.
     *
     * @param group name of the log group
     * @param stream name of the log stream
     */
    List<String> lastLines(AwsScope scope, String group, String stream, int most);
}
