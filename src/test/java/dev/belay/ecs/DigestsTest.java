package dev.belay.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DigestsTest {
    private static final String ECR = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/";
    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String TWO = "sha256:" + "2".repeat(64);

    private final List<String> asked = new ArrayList<>();

    private Digests of(ImageRegistry registry, Map<String, String> images) {
        return Digests.of(
                (scope, repository, id) -> {
                    asked.add(repository.name() + ":" + id);
                    return registry.digest(scope, repository, id);
                },
                AwsScope.DEFAULT,
                new TreeMap<>(images));
    }

    @Test
    void tags_in_ecr_are_asked_for_and_digests_taken_as_they_are() {
        var digests =
                of((scope, repository, id) -> ONE, Map.of("app", ECR + "api:v1", "log", "log.example/log@" + TWO));
        assertThat(digests.known()).isEqualTo(Map.of("app", ONE, "log", TWO));
        assertThat(asked).containsExactly("api:v1");
        assertThat(digests).hasToString("app sha256:111111111111, log sha256:222222222222");
    }

    @Test
    void what_is_not_in_ecr_or_not_there_is_left_out_and_said() {
        var digests = of((scope, repository, id) -> null, Map.of("app", ECR + "api:v1", "log", "log.example/log:1"));
        assertThat(digests.known()).isEmpty();
        assertThat(digests)
                .hasToString("unknown of app (" + ECR + "api:v1 is not there), unknown of log (log.example/log:1 is not"
                        + " in ECR)");
    }

    @Test
    void a_registry_that_does_not_answer_is_asked_once() {
        var digests = of(
                (scope, repository, id) -> {
                    throw new Failure.Unavailable("no answer in time").asException();
                },
                Map.of("app", ECR + "api:v1", "log", ECR + "log:1"));
        assertThat(digests.known()).isEmpty();
        assertThat(asked).containsExactly("api:v1");
        assertThat(digests.unknown()).containsExactly("app (no answer in time)", "log");
    }

    @Test
    void a_repository_that_is_denied_says_nothing_of_the_others() {
        var digests = of(
                (scope, repository, id) -> {
                    if (repository.name().equals("api")) {
                        throw new Failure.Denied("not allowed").asException();
                    }
                    return TWO;
                },
                Map.of("app", ECR + "api:v1", "log", ECR + "log:1"));
        assertThat(digests.known()).isEqualTo(Map.of("log", TWO));
    }
}
