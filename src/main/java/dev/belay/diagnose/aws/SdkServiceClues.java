package dev.belay.diagnose.aws;

import dev.belay.aws.AwsClients;
import dev.belay.aws.Failures;
import dev.belay.diagnose.Revision;
import dev.belay.diagnose.ServiceClues;
import dev.belay.diagnose.ServiceSeen;
import dev.belay.diagnose.TaskSeen;
import dev.belay.model.AwsScope;
import dev.belay.model.EcsService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/** ECS and CloudWatch Logs: seven calls at most, besides the logs. */
final class SdkServiceClues implements ServiceClues {
    private static final int TASKS = 100;

    private final AwsClients clients;

    SdkServiceClues(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable ServiceSeen service(EcsService spec) {
        return Failures.translating("ecs DescribeServices " + spec.service(), () -> {
            try {
                return clients
                        .ecs(spec.aws())
                        .describeServices(request -> request.cluster(spec.cluster())
                                .services(spec.service())
                                .overrideConfiguration(Quick.TIMEOUTS))
                        .services()
                        .stream()
                        .findFirst()
                        .map(EcsViews::service)
                        .orElse(null);
            } catch (ClusterNotFoundException e) {
                return null;
            }
        });
    }

    @Override
    public List<TaskSeen> tasks(EcsService spec) {
        EcsClient ecs = clients.ecs(spec.aws());
        var seen = new ArrayList<TaskSeen>();
        for (DesiredStatus status : List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)) {
            List<String> arns = Failures.translating(
                    "ecs ListTasks " + spec.service(),
                    () -> ecs.listTasks(request -> request.cluster(spec.cluster())
                                    .serviceName(spec.service())
                                    .desiredStatus(status)
                                    .maxResults(TASKS)
                                    .overrideConfiguration(Quick.TIMEOUTS))
                            .taskArns());
            if (!arns.isEmpty()) {
                Failures.translating(
                                "ecs DescribeTasks " + spec.service(),
                                () -> ecs.describeTasks(request -> request.cluster(spec.cluster())
                                        .tasks(arns)
                                        .overrideConfiguration(Quick.TIMEOUTS)))
                        .tasks()
                        .forEach(task -> seen.add(EcsViews.task(task)));
            }
        }
        return seen;
    }

    @Override
    public Revision revision(AwsScope scope, String arn) {
        return EcsViews.revision(Failures.translating(
                "ecs DescribeTaskDefinition " + arn,
                () -> clients.ecs(scope)
                        .describeTaskDefinition(
                                request -> request.taskDefinition(arn).overrideConfiguration(Quick.TIMEOUTS))
                        .taskDefinition()));
    }

    /** Without {@code startFromHead} the answer is the stream's end. */
    @Override
    public List<String> lastLines(AwsScope scope, String group, String stream, int most) {
        return Failures.translating(
                "logs GetLogEvents " + group + " " + stream,
                () -> clients
                        .logs(scope)
                        .getLogEvents(request -> request.logGroupName(group)
                                .logStreamName(stream)
                                .startFromHead(false)
                                .limit(most)
                                .overrideConfiguration(Quick.TIMEOUTS))
                        .events()
                        .stream()
                        .map(OutputLogEvent::message)
                        .toList());
    }
}
