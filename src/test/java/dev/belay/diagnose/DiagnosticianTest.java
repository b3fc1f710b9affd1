package dev.belay.diagnose;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.belay.localcloud.Fault;
import dev.belay.localcloud.VirtualClock;
import dev.belay.localcloud.demo.Cause;
import dev.belay.model.Diagnosis;
import dev.belay.model.Failure;
import dev.belay.reconcile.Parallel;
import dev.belay.reconcile.VirtualParallel;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class DiagnosticianTest {
    private static final Instant T0 = Instant.parse("2026-11-20T14:00:00Z");

    private static Subject subject() {
        return new Subject("shop", T0, "not stable within 15 minutes", List.of(Scene.part()), List.of());
    }

    @Test
    void what_could_not_be_read_is_named_and_nothing_is_thrown() {
        var blind = new BlindClues(new Failure.Unavailable("ecs: no answer in time"));
        Diagnosis diagnosis =
                new Diagnostician(blind.all(), new VirtualParallel(), new VirtualClock()).diagnose(subject());
        assertThat(diagnosis.causes()).isEmpty();
        assertThat(diagnosis.unread())
                .containsExactly(
                        "api: the service can't be read: ecs: no answer in time",
                        "api: its tasks can't be read: ecs: no answer in time",
                        "api: shop-api:2 can't be read: ecs: no answer in time",
                        "api: shop-api:1 can't be read: ecs: no answer in time");
    }

    @Test
    void after_the_time_limit_nothing_more_is_begun() {
        var clock = new VirtualClock();
        var slow = new Parallel() {
            @Override
            public <T, R> List<R> map(List<T> items, int atOnce, Function<? super T, ? extends R> call) {
                var results = new ArrayList<R>();
                for (T item : items) {
                    results.add(call.apply(item));
                    clock.advance(Duration.ofSeconds(5));
                }
                return results;
            }
        };
        var blind = new BlindClues(new Failure.Denied("denied"));
        Diagnosis diagnosis = new Diagnostician(blind.all(), slow, clock).diagnose(subject());
        assertThat(diagnosis.unread())
                .containsExactly(
                        "api: the service can't be read: denied",
                        "api: its tasks can't be read: denied",
                        "api: shop-api:2 can't be read: the time for the diagnosis was over",
                        "api: shop-api:1 can't be read: the time for the diagnosis was over");
    }

    @Test
    void neither_variables_values_nor_secrets_are_asked_for_or_shown() {
        try (var move = new DemoMove()) {
            Cause.VARIABLE_MISSING.seed(move.cloud());
            move.begin();
            move.pass(Duration.ofSeconds(40));
            Diagnosis diagnosis = move.diagnose(move.subject("api"));
            assertThat(diagnosis.toString()).doesNotContain("tea-for-two", "db.shop.internal");
            assertThat(diagnosis.causes().getFirst().log())
                    .anySatisfy(line -> assertThat(line).contains("DB_HOST"));
            var calls = move.cloud().calls();
            assertThat(calls.count("secretsmanager", "GetSecretValue")).isZero();
            assertThat(calls.count("ssm", "GetParameters") + calls.count("ssm", "GetParameter"))
                    .isZero();
        }
    }

    @Test
    void few_calls_are_made() {
        try (var move = new DemoMove()) {
            Cause.SECURITY_GROUP_BLOCKS.seed(move.cloud());
            move.begin();
            move.pass(Duration.ofMinutes(16));
            Subject subject = move.subject("api");
            move.cloud().calls().clear();
            move.diagnose(subject);
            var calls = move.cloud().calls();
            assertThat(calls.all().stream().filter(call -> call.service().equals("ecs")))
                    .hasSizeBetween(1, 7);
            assertThat(calls.all()).hasSizeBetween(8, 20);
        }
    }

    @Test
    void where_reads_are_denied_the_rest_still_tells_and_the_denied_is_named() {
        try (var move = new DemoMove()) {
            Cause.SECRET_DELETED.seed(move.cloud());
            move.begin();
            move.pass(Duration.ofSeconds(40));
            List.of("secretsmanager", "ecr", "iam", "ec2", "elasticloadbalancing", "logs", "ssm")
                    .forEach(service -> move.cloud().faults().always(service, "*", new Fault.Denied()));
            Diagnosis diagnosis = move.diagnose(move.subject("api"));
            assertThat(diagnosis.causes().getFirst().kind()).isEqualTo("SecretMissing");
            assertThat(diagnosis.unread())
                    .anySatisfy(line ->
                            assertThat(line).startsWith("api: a secret can't be read: secretsmanager DescribeSecret "))
                    .anySatisfy(line ->
                            assertThat(line).startsWith("api: the image can't be read: ecr DescribeImages shop-api: "))
                    .allSatisfy(line -> assertThat(line).contains("AccessDenied"));
        }
    }

    @Test
    void where_belay_may_not_look_at_the_service_that_is_the_cause() {
        try (var move = new DemoMove()) {
            move.begin();
            move.cloud().faults().always("ecs", "DescribeServices", new Fault.Denied());
            assertThat(move.diagnose(move.subject("api")).causes())
                    .extracting(Diagnosis.Cause::kind)
                    .contains("CallsRefused");
        }
    }

    /** Takes as long as a call may: its own timeouts, which are shorter than the clients'. */
    @Test
    void a_service_that_does_not_answer_in_time_holds_nothing_up() {
        try (var move = new DemoMove()) {
            Cause.CRASHES_AT_START.seed(move.cloud());
            move.begin();
            move.pass(Duration.ofSeconds(40));
            move.cloud().faults().always("logs", "GetLogEvents", new Fault.Slow(Duration.ofSeconds(30)));
            Diagnosis diagnosis = move.diagnose(move.subject("api"));
            assertThat(diagnosis.causes().getFirst().kind()).isEqualTo("ContainerCrashed");
            assertThat(diagnosis.unread()).singleElement(as(STRING)).contains("GetLogEvents", "no answer in time");
        }
    }

    @Test
    void a_failing_check_comes_with_the_last_lines_of_the_new_tasks() {
        try (var move = new DemoMove()) {
            Cause.CHECK_FAILS.seed(move.cloud());
            move.begin();
            move.pass(Duration.ofMinutes(16));
            assertThat(move.diagnose(move.subject("api")).causes().getFirst().log())
                    .isNotEmpty();
        }
    }

    @Test
    void several_components_are_told_apart() {
        try (var move = new DemoMove()) {
            Cause.IMAGE_DELETED.seed(move.cloud());
            Cause.INVALIDATION_STUCK.seed(move.cloud());
            move.begin();
            move.pass(Duration.ofMinutes(16));
            var both = new Subject("shop", T0, "stalled", List.of(move.service(), move.website()), List.of());
            assertThat(move.diagnose(both).causes())
                    .extracting(cause -> cause.component() + " " + cause.kind())
                    .startsWith("api ImageMissing", "web InvalidationStuck");
        }
    }

    @Test
    void addresses_of_credentials_are_not_asked() {
        Assertions.assertThatThrownBy(() -> new PublicAddress().get(URI.create("http://169.254.169.254/latest/")))
                .hasMessageContaining("is refused");
    }

    @Test
    void a_site_that_nobody_answers_for_is_named() {
        Assertions.assertThatThrownBy(() -> new PublicAddress().get(URI.create("http://127.0.0.1:1/")))
                .hasMessageStartingWith("GET of 127.0.0.1: ");
    }
}
