package dev.belay.localcloud.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AccessDeniedException;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** What AWS says of each cause of a service's failing rollout, in its own words. */
class CauseTest {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud = LocalCloud.start(
            LocalCloud.Options.defaults().account("123456789012").clock(clock));
    private final EcsClient ecs =
            Aws.pointed(EcsClient.builder(), cloud.endpoint()).build();
    private final ElasticLoadBalancingV2Client elb = Aws.pointed(
                    ElasticLoadBalancingV2Client.builder(), cloud.endpoint())
            .build();

    CauseTest() {
        DemoWorld.seed(cloud);
        clock.advanceSeconds(20);
    }

    @AfterEach
    void close() {
        elb.close();
        ecs.close();
        cloud.close();
    }

    /** The rollout that the pin would ask for, and what is so 12 s later: the first tasks have failed. */
    private void rolledOut(Cause cause) {
        rolledOut(cause, 12);
    }

    private void rolledOut(Cause cause, int seconds) {
        cause.seed(cloud);
        String newest = ecs.listTaskDefinitions(b -> b.familyPrefix(DemoWorld.FAMILY))
                .taskDefinitionArns()
                .getLast();
        ecs.updateService(
                b -> b.cluster(DemoWorld.CLUSTER).service(DemoWorld.SERVICE).taskDefinition(newest));
        for (int i = 0; i < seconds; i++) {
            clock.advanceSeconds(1);
            cloud.ecs().settle();
        }
    }

    private Service service() {
        return ecs.describeServices(b -> b.cluster(DemoWorld.CLUSTER).services(DemoWorld.SERVICE))
                .services()
                .getFirst();
    }

    private String events() {
        return service().events().stream().map(ServiceEvent::message).collect(Collectors.joining("\n"));
    }

    private List<Task> stopped() {
        var arns = ecs.listTasks(b -> b.cluster(DemoWorld.CLUSTER).desiredStatus(DesiredStatus.STOPPED))
                .taskArns();
        return arns.isEmpty()
                ? List.of()
                : ecs.describeTasks(b -> b.cluster(DemoWorld.CLUSTER).tasks(arns)).tasks().stream()
                        .filter(task -> !task.taskDefinitionArn().endsWith(":1"))
                        .toList();
    }

    private Task failed() {
        assertThat(stopped()).isNotEmpty();
        return stopped().getFirst();
    }

    private Container app() {
        return failed().containers().getFirst();
    }

    private String log() {
        try (var logs =
                Aws.pointed(CloudWatchLogsClient.builder(), cloud.endpoint()).build()) {
            String id = failed().taskArn().replaceFirst(".*/", "");
            return logs
                    .filterLogEvents(b -> b.logGroupName(DemoWorld.LOG_GROUP).logStreamNames("api/app/" + id))
                    .events()
                    .stream()
                    .map(FilteredLogEvent::message)
                    .collect(Collectors.joining("\n"));
        }
    }

    private List<String> targets() {
        String group = elb.describeTargetGroups().targetGroups().getFirst().targetGroupArn();
        return elb.describeTargetHealth(b -> b.targetGroupArn(group)).targetHealthDescriptions().stream()
                .map(target -> target.targetHealth().stateAsString() + " "
                        + target.targetHealth().reasonAsString() + " "
                        + target.targetHealth().description())
                .toList();
    }

    @Test
    void a_deleted_image_cannot_be_pulled() {
        rolledOut(Cause.IMAGE_DELETED);
        assertThat(failed().stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(failed().stoppedReason())
                .startsWith("CannotPullContainerError: pull image manifest has been retried 1 time(s)")
                .endsWith("/shop-api:20261118-0800: not found");
    }

    @Test
    void a_registry_that_refuses_says_403() {
        rolledOut(Cause.PULL_DENIED);
        assertThat(failed().stoppedReason())
                .startsWith("CannotPullContainerError: ")
                .endsWith("pulling from host 123456789012.dkr.ecr.eu-north-1.amazonaws.com failed with status code"
                        + " [manifests 20261118-0800]: 403 Forbidden");
    }

    @Test
    void an_unreachable_registry_is_a_matter_of_the_network() {
        rolledOut(Cause.REGISTRY_UNREACHABLE);
        assertThat(failed().stoppedReason())
                .startsWith("ResourceInitializationError: unable to pull secrets or registry auth: ")
                .endsWith("Check your task network configuration.");
    }

    @Test
    void a_crash_leaves_its_exit_code_and_a_stack_trace() {
        rolledOut(Cause.CRASHES_AT_START);
        assertThat(failed().stopCodeAsString()).isEqualTo("EssentialContainerExited");
        assertThat(failed().stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(app().exitCode()).isEqualTo(1);
        assertThat(log())
                .startsWith("INFO  shop-api:20261118-0800 starts")
                .contains("\tat shop.api.Main.main(Main.java:17)");
    }

    @Test
    void out_of_memory_is_exit_137_and_said_of_the_container() {
        rolledOut(Cause.OUT_OF_MEMORY);
        assertThat(app().exitCode()).isEqualTo(137);
        assertThat(app().reason()).isEqualTo("OutOfMemoryError: Container killed due to memory usage");
        assertThat(failed().stoppedReason()).isEqualTo("Essential container in task exited");
    }

    @Test
    void a_secret_that_is_gone_stops_tasks_before_they_start() {
        rolledOut(Cause.SECRET_DELETED);
        assertThat(failed().stoppedReason())
                .startsWith("ResourceInitializationError: unable to pull secrets or registry auth: execution resource"
                        + " retrieval failed: unable to retrieve secret from asm: ")
                .contains(
                        "failed to fetch secret arn:aws:secretsmanager:eu-north-1:123456789012:secret:shop/db-password-")
                .endsWith("ResourceNotFoundException: Secrets Manager can't find the specified secret.");
    }

    @Test
    void a_secret_that_is_to_be_deleted_is_as_good_as_gone() {
        rolledOut(Cause.SECRET_MARKED_FOR_DELETION);
        assertThat(failed().stoppedReason())
                .endsWith(
                        "InvalidRequestException: You can't perform this operation on the secret because it was marked"
                                + " for deletion.");
    }

    @Test
    void a_parameter_that_is_gone_is_named() {
        rolledOut(Cause.PARAMETER_DELETED);
        assertThat(failed().stoppedReason())
                .contains("unable to retrieve secrets from ssm: ")
                .endsWith("invalid ssm parameters: /shop/api/currency");
    }

    @Test
    void an_app_without_a_variable_says_which_in_its_log() {
        rolledOut(Cause.VARIABLE_MISSING);
        assertThat(failed().taskDefinitionArn()).endsWith("shop-api:4");
        assertThat(app().exitCode()).isEqualTo(1);
        assertThat(log()).contains("the environment variable DB_HOST is not set");
    }

    /** Facts 11: an old revision that has no health route fails its own health check. */
    @Test
    void a_missing_health_route_is_a_404_to_the_target_group() {
        rolledOut(Cause.HEALTH_ROUTE_MISSING, 7);
        assertThat(targets())
                .contains("unhealthy Target.ResponseCodeMismatch Health checks failed with these codes: [404]");
        clock.advanceSeconds(5);
        assertThat(failed().stoppedReason()).startsWith("Task failed ELB health checks in (target-group arn:");
        assertThat(events()).contains("due to (reason Health checks failed with these codes: [404])");
    }

    /** Facts 10: the target group's health-check port is not the tasks'. */
    @Test
    void a_check_at_another_port_times_out() {
        rolledOut(Cause.HEALTH_PORT_DIFFERS, 7);
        assertThat(targets()).contains("unhealthy Target.Timeout Request timed out");
        assertThat(events()).contains("due to (reason Request timed out)");
        assertThat(elb.describeTargetGroups().targetGroups().getFirst().healthCheckPort())
                .isEqualTo("9999");
    }

    @Test
    void a_closed_security_group_makes_checks_time_out() {
        rolledOut(Cause.SECURITY_GROUP_BLOCKS, 7);
        assertThat(targets()).contains("unhealthy Target.Timeout Request timed out");
        assertThat(events()).contains("due to (reason Request timed out)");
    }

    @Test
    void without_capacity_no_task_can_be_placed() {
        rolledOut(Cause.NO_CAPACITY);
        assertThat(events()).contains("was unable to place a task. Reason: Capacity is unavailable at this time.");
        assertThat(stopped()).isEmpty();
    }

    @Test
    void without_its_execution_role_no_task_is_launched() {
        rolledOut(Cause.ROLE_DELETED);
        assertThat(events())
                .contains("(service shop-api) failed to launch a task with (error ECS was unable to assume the role"
                        + " 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole' that was provided for this task.");
        assertThat(stopped()).isEmpty();
        assertThat(service().runningCount()).isEqualTo(2);
    }

    @Test
    void a_version_that_is_bad_only_to_its_users_is_stable_to_ecs() throws Exception {
        rolledOut(Cause.CHECK_FAILS);
        clock.advanceSeconds(20);
        assertThat(service().deployments())
                .singleElement()
                .satisfies(d -> assertThat(d.rolloutStateAsString()).isEqualTo("COMPLETED"));
        URI address = cloud.loadBalancer(DemoWorld.CLUSTER, DemoWorld.SERVICE, 0);
        assertThat(get(address.resolve("/health")).statusCode()).isEqualTo(500);
    }

    @Test
    void a_refused_call_says_who_may_not_do_what() {
        Cause.CALLS_DENIED.seed(cloud);
        assertThatThrownBy(() -> ecs.updateService(b ->
                        b.cluster(DemoWorld.CLUSTER).service(DemoWorld.SERVICE).taskDefinition("shop-api:3")))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("is not authorized to perform: ecs:UpdateService");
    }

    @Test
    void a_throttled_call_says_so() {
        Cause.CALLS_THROTTLED.seed(cloud);
        assertThatThrownBy(() -> ecs.updateService(b ->
                        b.cluster(DemoWorld.CLUSTER).service(DemoWorld.SERVICE).taskDefinition("shop-api:3")))
                .hasMessageContaining("Rate exceeded");
    }

    @Test
    void without_any_cause_the_version_is_good() {
        ecs.updateService(
                b -> b.cluster(DemoWorld.CLUSTER).service(DemoWorld.SERVICE).taskDefinition("shop-api:3"));
        clock.advanceSeconds(20);
        assertThat(service().deployments()).hasSize(1);
        assertThat(targets()).containsExactly("healthy null null", "healthy null null");
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
