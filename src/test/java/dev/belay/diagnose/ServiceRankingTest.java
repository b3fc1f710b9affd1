package dev.belay.diagnose;

import static dev.belay.diagnose.Scene.container;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.diagnose.NeedClues.Presence;
import dev.belay.diagnose.TrafficClues.Rule;
import dev.belay.model.CheckResult;
import dev.belay.model.Diagnosis.Cause;
import dev.belay.model.Failure;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the evidence of a service is taken to mean. */
class ServiceRankingTest {
    private static final String TIMED_OUT = "Request timed out";
    private static final String UNHEALTHY_404 = "(service shop-api) (port 8080) is unhealthy in (target-group "
            + Scene.GROUP + ") due to (reason Health checks" + " failed with these codes: [404])";
    private static final String NO_PLACE =
            "(service shop-api) was unable to place a task. Reason: Capacity is unavailable at this time.";
    private static final String GONE =
            "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to" + " resolve ref "
                    + Scene.IMAGE + ": not found";
    private static final String DENIED =
            "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed"
                    + " to resolve ref " + Scene.IMAGE
                    + ": pulling from host 123456789012.dkr.ecr.eu-north-1.amazonaws.com failed with"
                    + " status code [manifests 2]: 403 Forbidden";
    private static final String NO_SECRET =
            "ResourceInitializationError: unable to pull secrets or registry auth: execution"
                    + " resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed"
                    + " to fetch secret " + Scene.SECRET
                    + " from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.";
    private static final String NO_ROLE =
            "(service shop-api) failed to launch a task with (error ECS was unable to assume the"
                    + " role '" + Scene.ROLE
                    + "' that was provided for this task. Please verify that the role being passed has the"
                    + " proper trust relationship and permissions).";

    static Stream<Arguments> scenes() {
        return Stream.of(
                scene("nothing is wrong", new Scene().healthy()),
                scene(
                        "an image that the registry lacks",
                        new Scene().notStarted(GONE).noImage(),
                        "ImageMissing"),
                scene("an image of another registry", new Scene().notStarted(GONE), "ImageMissing"),
                scene("nothing started yet, and the image is gone", new Scene().noImage(), "ImageMissing"),
                scene(
                        "an image that is gone from a running task",
                        new Scene().healthy().noImage()),
                scene("a refused pull", new Scene().notStarted(DENIED), "ImagePullRefused"),
                scene(
                        "a refused pull of an image that is gone",
                        new Scene().notStarted(DENIED).noImage(),
                        "ImageMissing",
                        "ImagePullRefused"),
                scene(
                        "a secret that is gone",
                        new Scene().notStarted(NO_SECRET).noSecret(Presence.GONE),
                        "SecretMissing"),
                scene(
                        "a secret to be deleted",
                        new Scene().notStarted(NO_SECRET).noSecret(Presence.DELETED),
                        "SecretMissing"),
                scene("a JSON key that the secret lacks", new Scene().notStarted(NO_SECRET), "SecretMissing"),
                scene("a role that is gone", new Scene().event(NO_ROLE).noRole(), "RoleMissing"),
                scene("a role that does not trust ECS", new Scene().event(NO_ROLE), "RoleMissing"),
                scene("a deregistered revision", new Scene().inactive(), "RevisionInactive"),
                scene("a crash", new Scene().crashed(1).log("Exception in main"), "ContainerCrashed"),
                scene(
                        "a crash whose log names what is gone",
                        lost().crashed(1).log("panic: DB_HOST is empty"),
                        "EnvironmentDiffers",
                        "ContainerCrashed"),
                scene(
                        "a crash of what lost a variable, without a log",
                        lost().crashed(1),
                        "EnvironmentDiffers",
                        "ContainerCrashed"),
                scene(
                        "a crash whose log names something else",
                        lost().crashed(1).log("NullPointerException"),
                        "ContainerCrashed",
                        "EnvironmentDiffers"),
                scene("healthy, with a variable less", lost().healthy(), "EnvironmentDiffers"),
                scene("memory, in ECS's words", oom(), "OutOfMemory"),
                scene("memory, by the exit code", new Scene().crashed(137), "OutOfMemory"),
                scene(
                        "memory, in the log's words",
                        new Scene().crashed(3).log("java.lang.OutOfMemoryError: Java heap space"),
                        "OutOfMemory",
                        "ContainerCrashed"),
                scene("memory outweighs a variable that is gone", lostOom(), "OutOfMemory", "EnvironmentDiffers"),
                scene(
                        "a wrong processor",
                        new Scene().crashed(255).log("exec /app/run: exec format error"),
                        "WrongArchitecture",
                        "ContainerCrashed"),
                scene("no room", new Scene().event(NO_PLACE), "NoCapacity"),
                scene(
                        "a crash outweighs no room",
                        new Scene().crashed(1).event(NO_PLACE),
                        "ContainerCrashed",
                        "NoCapacity"),
                scene("a path that is not there", mismatch("404"), "HealthPathMissing"),
                scene(
                        "a path that is not there, and the task gone",
                        new Scene().event(UNHEALTHY_404),
                        "HealthPathMissing"),
                scene("tasks that answer 500", mismatch("500"), "TasksNotHealthy"),
                scene("another port is checked", timedOut().checks("9090"), "HealthPortMismatch"),
                scene("the way is closed", timedOut().letsIn(), "SecurityGroupBlocks"),
                scene("the way is closed for that port", timedOut().letsIn(tcp(80, "sg-lb")), "SecurityGroupBlocks"),
                scene(
                        "the way is closed for that group",
                        timedOut().letsIn(tcp(8080, "sg-other")),
                        "SecurityGroupBlocks"),
                scene("the way out is closed", timedOut().letsOut(), "SecurityGroupBlocks"),
                scene("the way is open", timedOut(), "TasksNotHealthy"),
                scene(
                        "a closed way does not matter where 500 came through",
                        mismatch("500").letsIn(),
                        "TasksNotHealthy"),
                scene(
                        "a closed way does not matter where tasks are healthy",
                        new Scene().healthy().letsIn()),
                scene("a crash explains unhealthy targets", timedOut().crashed(1), "ContainerCrashed"),
                scene("scaled to nothing", new Scene().desired(0), "NothingWanted"),
                scene(
                        "ECS went back, and nobody knows why",
                        new Scene().rolledBack("tasks failed to start."),
                        "RolledBackByEcs"),
                scene(
                        "ECS went back for a crash",
                        new Scene().crashed(1).rolledBack("tasks failed to start."),
                        "ContainerCrashed",
                        "RolledBackByEcs"),
                scene("nothing is said", new Scene().running("initial", null, null), "TasksNotHealthy"),
                scene(
                        "Belay may not look",
                        new Scene().refused(new Failure.Denied("ecs DescribeServices: no")),
                        "CallsRefused"),
                scene(
                        "AWS is not there",
                        new Scene().refused(new Failure.Unavailable("ecs DescribeServices: no answer"))));
    }

    private static Arguments scene(String name, Scene scene, String... kinds) {
        return Arguments.of(name, scene.seen(), List.of(kinds));
    }

    private static Scene lost() {
        return new Scene().variables(List.of("DB_HOST", "STAGE"), List.of("STAGE"));
    }

    private static Scene oom() {
        return new Scene()
                .memory(256)
                .stopped(
                        "EssentialContainerExited",
                        "Essential container in task exited",
                        container(137, "OutOfMemoryError: Container killed due to memory usage"));
    }

    private static Scene lostOom() {
        return oom().variables(List.of("DB_HOST"), List.of());
    }

    private static Scene mismatch(String code) {
        return new Scene()
                .unhealthy("Target.ResponseCodeMismatch", "Health checks failed with these codes: [" + code + "]");
    }

    private static Scene timedOut() {
        return new Scene().unhealthy("Target.Timeout", TIMED_OUT);
    }

    private static Rule tcp(int port, String group) {
        return new Rule("tcp", port, port, List.of(group), List.of(), false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void the_most_likely_cause_comes_first(String name, ServiceEvidence seen, List<String> kinds) {
        assertThat(causes(seen)).extracting(Cause::kind).as(name).containsExactlyElementsOf(kinds);
    }

    private static List<Cause> causes(ServiceEvidence seen, CheckResult... checks) {
        return Ranking.causes(
                new Subject("shop", Scene.T0, "not stable within 15 minutes", List.of(seen.part()), List.of(checks)),
                List.of(seen));
    }

    private static Cause first(Scene scene, CheckResult... checks) {
        return causes(scene.seen(), checks).getFirst();
    }

    private static CheckResult failing(boolean optional) {
        return new CheckResult(
                "health",
                optional,
                CheckResult.State.FAILED,
                3,
                3,
                Scene.T0,
                Scene.T0,
                Scene.T0,
                "status 500, expected 200");
    }

    @Test
    void a_check_that_fails_while_tasks_are_healthy_comes_first_with_their_last_lines() {
        Cause cause = first(lost().healthy().log("GET /health 500"), failing(false));
        assertThat(cause.kind()).isEqualTo("CheckFails");
        assertThat(cause.component()).isEqualTo("api");
        assertThat(cause.sentence()).isEqualTo("Check health fails: status 500, expected 200.");
        assertThat(cause.log()).containsExactly("GET /health 500");
    }

    @Test
    void a_check_that_fails_because_tasks_crash_comes_last() {
        assertThat(causes(new Scene().crashed(1).seen(), failing(false)))
                .extracting(Cause::kind)
                .containsExactly("ContainerCrashed", "CheckFails");
    }

    @Test
    void an_optional_check_outweighs_nothing() {
        assertThat(causes(mismatch("500").seen(), failing(true)))
                .extracting(Cause::kind)
                .containsExactly("TasksNotHealthy", "CheckFails");
    }

    @Test
    void a_cause_names_the_variable_and_never_its_value() {
        Cause cause = first(lost().crashed(1).log("panic: DB_HOST is empty"));
        assertThat(cause.sentence()).isEqualTo("Container app of shop-api:2 has no DB_HOST, which shop-api:1 had.");
        assertThat(cause.evidence())
                .containsExactly("container app: shop-api:1 has DB_HOST, shop-api:2 has not", "the log names DB_HOST");
    }

    @Test
    void a_secret_is_named_with_the_variable_that_it_is_for() {
        Cause cause = first(new Scene().notStarted(NO_SECRET).noSecret(Presence.DELETED));
        assertThat(cause.sentence())
                .isEqualTo("The secret " + Scene.SECRET
                        + ", from which container app of shop-api:2 gets DB_PASSWORD, is marked for deletion.");
    }

    @Test
    void memory_is_compared_with_what_was_enough() {
        assertThat(first(oom()).evidence()).contains("shop-api:2 gives it 256 MiB, the good revision 512 MiB");
    }

    @Test
    void the_container_for_which_the_others_were_stopped_is_the_culprit() {
        var scene = new Scene()
                .stopped(
                        "EssentialContainerExited",
                        "Essential container in task exited",
                        new TaskSeen.Container("sidecar", 143, null, null),
                        container(127, null));
        assertThat(first(scene).sentence())
                .isEqualTo("Container app of shop-api:2 ended with exit code 127 (its command is not in the image).");
    }

    @Test
    void a_task_that_ecs_stopped_is_no_crash() {
        var scene = new Scene()
                .healthy()
                .stopped(
                        "ServiceSchedulerInitiated",
                        "Scaling activity initiated by (deployment ecs-svc/3)",
                        container(137, null));
        assertThat(causes(scene.seen())).isEmpty();
    }

    @Test
    void the_way_to_a_port_is_described_by_what_is_let_in() {
        Cause cause = first(timedOut().letsIn(tcp(80, "sg-lb")));
        assertThat(cause.sentence())
                .isEqualTo(
                        "The tasks' security group sg-tasks lets nothing of load balancer shop (sg-lb) in at port 8080.");
        assertThat(cause.evidence()).contains("sg-tasks lets in: port 80 for sg-lb");
    }

    /** Facts 10: rolled back and "stable", but the target group's health-check port stayed the new one. */
    @Test
    void facts_10_a_check_at_another_port_is_told_with_both_ports() {
        assertThat(first(timedOut().checks("9090")).sentence())
                .isEqualTo("Target group shop-api checks port 9090, and shop-api:2 listens on 8080 only.");
    }

    /** Facts 11: an old revision that has no health route. */
    @Test
    void facts_11_a_missing_route_is_told_with_its_path() {
        assertThat(first(mismatch("404")).sentence())
                .isEqualTo(
                        "The new tasks of shop-api:2 answer 404 at /ready, which target group shop-api checks for 200.");
    }

    /** Facts 17: the lifecycle policy deleted the image. */
    @Test
    void facts_17_a_deleted_image_is_told_by_its_name() {
        assertThat(first(new Scene().notStarted(GONE).noImage()).sentence())
                .isEqualTo("The image " + Scene.IMAGE + " of shop-api:2 is not in ECR.");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void calls_of_belay_that_were_refused_are_told_from_its_own_message(String message, @Nullable String call) {
        var subject = new Subject("shop", Scene.T0, message, List.of(Scene.part()), List.of());
        List<Cause> causes =
                Ranking.causes(subject, List.of(new Scene().healthy().seen()));
        if (call == null) {
            assertThat(causes).isEmpty();
        } else {
            assertThat(causes).singleElement().satisfies(cause -> {
                assertThat(cause.kind()).isEqualTo("CallsRefused");
                assertThat(cause.sentence()).isEqualTo(call);
            });
        }
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        "ecs UpdateService shop-api: AccessDeniedException: User: arn:aws:sts::1:x is not authorized",
                        "AWS denies Belay's call ecs UpdateService shop-api."),
                Arguments.of(
                        "not registered: ecs RegisterTaskDefinition shop-api: ThrottlingException: Rate exceeded",
                        "AWS throttles Belay's call ecs RegisterTaskDefinition shop-api."),
                Arguments.of(
                        "s3 CopyObject to s3://shop/index.html: AccessDenied: Access Denied",
                        "AWS denies Belay's call s3 CopyObject to s3://shop/index.html."),
                Arguments.of(
                        "cloudfront CreateInvalidation E2EXAMPLE: TooManyInvalidationsInProgress",
                        "AWS throttles Belay's call cloudfront CreateInvalidation E2EXAMPLE."),
                Arguments.of("deployment failed: tasks failed to start | " + DENIED, null),
                Arguments.of("ecs UpdateService shop-api: no answer in time", null));
    }
}
