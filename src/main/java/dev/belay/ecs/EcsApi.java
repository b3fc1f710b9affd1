package dev.belay.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.model.AwsScope;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The calls of ECS that Belay makes. Each throws a {@link dev.belay.model.FailureException} when it came to nothing. */
public interface EcsApi {
    /** How many services one look may name. */
    int BATCH = 10;

    /**
     * Looks at services of one cluster in one call.
     *
     * @param services names or ARNs, at most {@link #BATCH}
     * @return by the name given; one that ECS could tell nothing about is missing
     */
    SortedMap<String, Reading> describe(AwsScope scope, String cluster, List<String> services);

    /**
     * Reads a revision.
     *
     * @param revision {@code family:revision} or ARN
     * @throws dev.belay.model.FailureException NotFound where there is none
     */
    TaskDefinition taskDefinition(AwsScope scope, String revision);

    /**
     * Lists ACTIVE revisions of a family, newest first.
     *
     * @param next of the page before; null: the first page
     */
    Page revisions(AwsScope scope, String family, @Nullable String next);

    /**
     * ARNs of revisions.
     *
     * @param next null: there is no more
     */
    record Page(List<String> arns, @Nullable String next) {
        public Page {
            arns = List.copyOf(arns);
        }
    }

    /**
     * What {@link #register} would refuse or lose of a content: a path and what is wrong there, each. Empty: nothing.
     * Makes no call.
     */
    List<String> problems(ObjectNode content);

    /**
     * Takes what only a description tells ({@code revision}, {@code status}, …) off a task definition, as
     * {@code describe-task-definition} or {@code --cli-input-json} print it. Makes no call.
     */
    ObjectNode registrable(ObjectNode printed);

    /** Registers a new revision and returns its ARN. Not idempotent. */
    String register(AwsScope scope, ObjectNode content);

    /**
     * Sends the service's task definition and nothing else of it. Without {@code force} it is idempotent.
     *
     * @return the service after it, with the deployment that is PRIMARY now
     */
    ServiceSnapshot update(AwsScope scope, String cluster, String service, String taskDefinition, boolean force);

    /** Tasks of a service that run, stop, or stopped within about the last hour. */
    List<EcsTask> tasks(AwsScope scope, String cluster, String service);

    /** Reads a template from its {@code s3://} address. */
    String template(AwsScope scope, String url);
}
