package dev.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.settings.BelaySettings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** What the documents of docs/examples/ecs set is what the daemon starts with. */
class EcsExampleTest {
    private static final Path EXAMPLE = Path.of("docs/examples/ecs");
    private static final String HASH = "0a".repeat(32);

    private static JsonNode document(String name) throws IOException {
        return new ObjectMapper().readTree(EXAMPLE.resolve(name).toFile());
    }

    @Test
    void the_daemon_takes_the_variables_of_the_task_definition() throws IOException {
        JsonNode container = document("task-definition.json").at("/containerDefinitions/0");
        var variables = new HashMap<String, String>();
        container
                .get("environment")
                .forEach(one ->
                        variables.put(one.get("name").asText(), one.get("value").asText()));
        container.get("secrets").forEach(one -> variables.put(one.get("name").asText(), HASH));
        BelaySettings settings = new SmallRyeConfigBuilder()
                .withMapping(BelaySettings.class)
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(variables, 300))
                .build()
                .getConfigMapping(BelaySettings.class);
        assertThat(settings.store().kind()).hasToString("S3");
        assertThat(settings.store().s3().bucket()).isPresent();
        assertThat(settings.api().tokens().get("ci").role()).isEqualTo("admin");
        assertThat(settings.api().tokens().get("oncall").role()).isEqualTo("operator");
        assertThat(settings.api().tokens().values())
                .allMatch(token -> token.sha256().equals(HASH));
    }

    @Test
    void an_upgrade_keeps_two_replicas_and_a_stop_has_the_time_that_it_takes() throws IOException {
        JsonNode service = document("service.json");
        assertThat(service.get("desiredCount").asInt()).isEqualTo(2);
        assertThat(service.at("/deploymentConfiguration/minimumHealthyPercent").asInt())
                .isEqualTo(100);
        assertThat(document("task-definition.json")
                        .at("/containerDefinitions/0/stopTimeout")
                        .asInt())
                .isGreaterThanOrEqualTo(40);
    }
}
