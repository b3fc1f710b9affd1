package dev.belay.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Readiness;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a rollback of a service would work now, against a world in memory. */
class ServiceReadinessTest {
    private static final String SECRET = ReadyWorld.SECRET;

    private final ReadyWorld world = new ReadyWorld();

    private Readiness look() {
        return world.look();
    }

    @Test
    void a_revision_all_of_whose_needs_are_there_is_ready() {
        assertThat(look().against()).isEmpty();
        assertThat(look().ready()).isTrue();
    }

    @Test
    void case_17_a_revision_that_was_deregistered_or_is_gone_is_not_ready() {
        world.status = "INACTIVE";
        assertThat(look().problems()).containsExactly("api:1 is INACTIVE: ECS starts no deployment from it");
        world.status = null;
        assertThat(look().problems()).containsExactly("there is no task definition api:1 any more");
    }

    @Test
    void case_17_an_image_that_a_lifecycle_policy_deleted_is_a_problem() {
        world.registry.clear();
        assertThat(look().problems())
                .containsExactly("image " + ReadyWorld.IMAGE + " of app is gone from ECR by its tag; it was"
                        + " sha256:111111111111, and that image is gone from ECR");
        world.digests.clear();
        assertThat(look().problems())
                .containsExactly("image " + ReadyWorld.IMAGE + " of app is gone from ECR: push it again");
    }

    @Test
    void a_tag_that_moved_since_would_bring_other_code() {
        world.registry.put("v1", ReadyWorld.TWO);
        assertThat(look().problems())
                .containsExactly(
                        "tag v1 of api now points at sha256:222222222222, it was sha256:111111111111: a rollback"
                                + " would run other code; that image is still there: give it the tag again, or pin images by"
                                + " digest");
    }

    @Test
    void a_tag_that_moved_is_a_problem_though_nobody_can_say_where_the_image_is() {
        world.registry.put("v1", ReadyWorld.TWO);
        world.silent.add(ReadyWorld.ONE);
        assertThat(look().problems()).singleElement().asString().endsWith("still there can't be told: no answer");
        assertThat(look().untold()).isEmpty();
    }

    @Test
    void a_tag_that_moved_means_nothing_to_an_image_that_is_pinned_by_digest() {
        world.image(ReadyWorld.IMAGE + "@" + ReadyWorld.ONE);
        world.registry.put("v1", ReadyWorld.TWO);
        assertThat(look().against()).isEmpty();
        world.registry.remove(ReadyWorld.ONE);
        assertThat(look().problems()).singleElement().asString().endsWith("is gone from ECR: push it again");
    }

    @Test
    void an_image_whose_digest_is_not_known_must_be_there_at_least() {
        world.digests.clear();
        Readiness look = look();
        assertThat(look.ready()).isTrue();
        assertThat(look.notes()).anyMatch(note -> note.contains("whether its tag moved"));
    }

    @Test
    void an_image_of_another_registry_is_not_looked_into() {
        world.image("docker.io/library/api:v1");
        assertThat(look().ready()).isTrue();
        assertThat(look().notes()).anyMatch(note -> note.contains("is not in ECR"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gone    | does not exist: no task would start
            deleted | is marked for deletion, which makes it unreadable: restore it
            empty   | has no version AWSCURRENT
            """)
    void a_secret_that_does_not_resolve_is_a_problem(String how, String problem) {
        switch (how) {
            case "gone" -> world.secrets.remove(SECRET);
            case "deleted" -> world.secrets.put(SECRET, ReadyWorld.staged(Instant.EPOCH, "AWSCURRENT"));
            default -> world.secrets.put(SECRET, ReadyWorld.staged(null, "AWSPREVIOUS"));
        }
        assertThat(look().problems())
                .containsExactly("secret shop/db-AbCdEf (app's DB_PASSWORD, app's DB_USER) " + problem);
        assertThat(world.asked).filteredOn(("secret " + SECRET)::equals).hasSize(1);
    }

    @Test
    void a_parameter_that_is_gone_is_a_problem_however_it_is_named() {
        world.parameters.clear();
        assertThat(look().problems())
                .containsExactlyInAnyOrder(
                        "parameter /shop/level (app's LEVEL) does not exist: no task would start",
                        "parameter plain (app's PLAIN) does not exist: no task would start",
                        "parameter single (app's log option token) does not exist: no task would start");
    }

    @Test
    void a_role_that_is_gone_is_a_problem() {
        world.roles.remove("api-task");
        assertThat(look().problems())
                .containsExactly(
                        "the task role arn:aws:iam::123456789012:role/shop/api-task does not exist: no task would"
                                + " start");
    }

    @Test
    void traffic_to_a_container_or_port_that_the_revision_does_not_have_is_a_problem() {
        world.balancer("web", 8080);
        assertThat(look().problems())
                .containsExactly("target group api sends to container web, and api:1 has only app");
        world.balancer("app", 9090);
        assertThat(look().problems())
                .containsExactly("target group api sends to port 9090 of app, and api:1 maps only 8080 there");
    }

    @Test
    void case_10_a_health_check_that_stayed_at_the_new_versions_port_is_a_problem() {
        world.group("ip", "9000", "HTTP /health wanting 200");
        assertThat(look().problems())
                .containsExactly(
                        "target group api checks health at port 9000, and api:1 maps only 8080: its tasks would"
                                + " never get healthy");
    }

    @Test
    void case_11_a_health_check_that_was_changed_since_is_not_known_to_be_answered() {
        world.healthChecks.put("api", "HTTP / wanting 200 at traffic-port");
        assertThat(look().untold())
                .containsExactly("can't be told: whether api:1 answers the health check of target group api, which was"
                        + " changed: it is HTTP /health wanting 200 at traffic-port and was HTTP / wanting 200 at"
                        + " traffic-port");
        assertThat(world.readiness.healthChecks(world.spec))
                .isEqualTo(Map.of("api", "HTTP /health wanting 200 at traffic-port"));
    }

    @Test
    void targets_of_another_type_than_the_network_mode_gives_are_a_problem() {
        world.group("instance", "traffic-port", "HTTP /health wanting 200");
        assertThat(look().problems())
                .containsExactly("target group api takes targets of type instance, and api:1 has network mode awsvpc");
    }

    @Test
    void a_target_group_or_service_that_is_gone_is_a_problem() {
        world.groups.clear();
        assertThat(look().problems()).containsExactly("target group api of the service does not exist any more");
        world.reading = new Reading.NoService();
        assertThat(look().problems()).containsExactly("there is no service api in cluster c");
    }

    @ParameterizedTest
    @CsvSource({"image", "secret", "parameters", "role", "group"})
    void what_is_denied_can_not_be_told_and_is_never_ready(String what) {
        world.failing.put(what, new Failure.Denied(what + ": AccessDenied"));
        Readiness look = look();
        assertThat(look.problems()).isEmpty();
        assertThat(look.ready()).isFalse();
        assertThat(look.untold())
                .isNotEmpty()
                .allMatch(untold ->
                        untold.startsWith("can't be told: whether ") && untold.endsWith(what + ": AccessDenied"));
    }

    @Test
    void who_does_not_answer_is_asked_no_more() {
        world.failing.put("role", new Failure.Unavailable("no answer in time"));
        assertThat(look().untold())
                .containsExactly(
                        "can't be told: whether the task role arn:aws:iam::123456789012:role/shop/api-task is there: no"
                                + " answer in time; nothing more was asked of IAM");
    }

    @Test
    void a_budget_that_is_used_up_tells_nothing_at_all() {
        world.budget = false;
        assertThatThrownBy(this::look)
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Throttled.class));
        assertThat(world.reserved).isFalse();
    }

    @Test
    void problems_are_what_speaks_against_it() {
        world.roles.remove("api-task");
        assertThat(world.readiness.problems(world.spec, Samples.arn(1), new TreeMap<>(world.digests)))
                .hasSize(1);
    }
}
