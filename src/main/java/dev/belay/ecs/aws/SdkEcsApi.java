package dev.belay.ecs.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.aws.Failures;
import dev.belay.ecs.EcsApi;
import dev.belay.ecs.EcsTask;
import dev.belay.ecs.Reading;
import dev.belay.ecs.ServiceSnapshot;
import dev.belay.ecs.TaskDefinition;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.S3Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.s3.S3Client;

/** ECS through the SDK. Makes no retries of its own. */
public final class SdkEcsApi implements EcsApi {
    private static final int TASKS = 100;
    private static final long TEMPLATE_BYTES = 1 << 20;

    private final Function<AwsScope, EcsClient> ecs;
    private final Function<AwsScope, S3Client> s3;

    /**
     * @param ecs whose writes are tried once only
     * @param s3 for templates
     */
    public SdkEcsApi(Function<AwsScope, EcsClient> ecs, Function<AwsScope, S3Client> s3) {
        this.ecs = ecs;
        this.s3 = s3;
    }

    @Override
    public SortedMap<String, Reading> describe(AwsScope scope, String cluster, List<String> services) {
        var readings = new TreeMap<String, Reading>();
        DescribeServicesResponse answer;
        try {
            answer = calling(
                    "ecs DescribeServices " + cluster,
                    () -> ecs.apply(scope)
                            .describeServices(
                                    request -> request.cluster(cluster).services(services)));
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.NotFound) {
                services.forEach(service -> readings.put(service, new Reading.NoCluster()));
                return readings;
            }
            throw e;
        }
        for (String asked : services) {
            answer.services().stream()
                    .filter(service -> isNamed(service, asked))
                    .findFirst()
                    .ifPresent(service -> readings.put(asked, new Reading.Found(Snapshots.of(service))));
            answer.failures().stream()
                    .filter(failure -> "MISSING".equals(failure.reason()) && isOf(failure.arn(), asked))
                    .findFirst()
                    .ifPresent(failure -> readings.putIfAbsent(asked, new Reading.NoService()));
        }
        return readings;
    }

    private static boolean isNamed(Service service, String asked) {
        return asked.equals(service.serviceName()) || asked.equals(service.serviceArn());
    }

    private static boolean isOf(@Nullable String arn, String asked) {
        return arn != null && (arn.equals(asked) || arn.endsWith("/" + asked));
    }

    @Override
    public TaskDefinition taskDefinition(AwsScope scope, String revision) {
        return TaskDefinitions.of(calling(
                "ecs DescribeTaskDefinition " + revision,
                () -> ecs.apply(scope)
                        .describeTaskDefinition(
                                request -> request.taskDefinition(revision).include(TaskDefinitionField.TAGS))));
    }

    @Override
    public Page revisions(AwsScope scope, String family, @Nullable String next) {
        var answer = calling(
                "ecs ListTaskDefinitions " + family,
                () -> ecs.apply(scope)
                        .listTaskDefinitions(request -> request.familyPrefix(family)
                                .status(TaskDefinitionStatus.ACTIVE)
                                .sort(SortOrder.DESC)
                                .nextToken(next)));
        // The prefix is the whole family's name, as ECS documents it; what were of another family is not ours to use.
        List<String> arns = answer.taskDefinitionArns().stream()
                .filter(arn -> TaskDefinition.family(arn).equals(family))
                .toList();
        return new Page(arns, answer.nextToken());
    }

    @Override
    public List<String> problems(ObjectNode content) {
        return TaskDefinitions.problems(content);
    }

    @Override
    public ObjectNode registrable(ObjectNode printed) {
        return TaskDefinitions.registrable(printed);
    }

    @Override
    public String register(AwsScope scope, ObjectNode content) {
        String what = "ecs RegisterTaskDefinition " + content.path("family").asText();
        RegisterTaskDefinitionRequest request;
        try {
            request = TaskDefinitions.request(content);
        } catch (IllegalArgumentException e) {
            throw new FailureException(new Failure.Invalid(what + ": " + e.getMessage()), e);
        }
        return calling(what, () -> ecs.apply(scope).registerTaskDefinition(request))
                .taskDefinition()
                .taskDefinitionArn();
    }

    @Override
    public ServiceSnapshot update(
            AwsScope scope, String cluster, String service, String taskDefinition, boolean force) {
        String what = "ecs UpdateService " + service;
        var answer = calling(
                what,
                () -> ecs.apply(scope).updateService(request -> {
                    request.cluster(cluster).service(service).taskDefinition(taskDefinition);
                    if (force) {
                        request.forceNewDeployment(true);
                    }
                }));
        ServiceSnapshot after = Snapshots.of(answer.service());
        if (after.primary().isEmpty()) {
            throw new Failure.Unavailable(what + ": the answer shows no PRIMARY deployment").asException();
        }
        return after;
    }

    @Override
    public List<EcsTask> tasks(AwsScope scope, String cluster, String service) {
        EcsClient client = ecs.apply(scope);
        List<String> arns = new ArrayList<>();
        // ECS sorts by the status that a task is meant to have: one that is being stopped is among the STOPPED.
        for (DesiredStatus status : List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)) {
            calling("ecs ListTasks " + service, () -> {
                client.listTasksPaginator(request ->
                                request.cluster(cluster).serviceName(service).desiredStatus(status))
                        .taskArns()
                        .forEach(arns::add);
                return arns;
            });
        }
        List<EcsTask> tasks = new ArrayList<>();
        for (int from = 0; from < arns.size(); from += TASKS) {
            List<String> some = List.copyOf(arns.subList(from, Math.min(arns.size(), from + TASKS)));
            calling(
                            "ecs DescribeTasks " + service,
                            () -> client.describeTasks(
                                    request -> request.cluster(cluster).tasks(some)))
                    .tasks()
                    .forEach(task -> tasks.add(Snapshots.of(task)));
        }
        return tasks;
    }

    @Override
    public String template(AwsScope scope, String url) {
        S3Place place = S3Place.parse(url);
        return Failures.translating("s3 GetObject " + url, () -> {
            try (var object = s3.apply(scope)
                    .getObject(request -> request.bucket(place.bucket()).key(place.prefix()))) {
                if (object.response().contentLength() > TEMPLATE_BYTES) {
                    throw new Failure.Invalid("s3 GetObject " + url + ": a template of more than 1 MiB").asException();
                }
                return new String(object.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new FailureException(new Failure.Unavailable("s3 GetObject " + url + ": " + e.getMessage()), e);
            }
        });
    }

    /** ECS has one error code, ClientException, for many things; the words tell them apart. */
    private static <T> T calling(String what, Supplier<T> call) {
        try {
            return Failures.translating(what, call);
        } catch (FailureException e) {
            String message = e.failure().message();
            if (e.failure() instanceof Failure.Invalid) {
                if (message.contains("Unable to describe task definition")) {
                    throw new FailureException(new Failure.NotFound(message), e);
                }
                if (message.contains("Too many concurrent attempts") || message.contains("Rate exceeded")) {
                    throw new FailureException(new Failure.Throttled(message), e);
                }
            }
            throw e;
        }
    }
}
