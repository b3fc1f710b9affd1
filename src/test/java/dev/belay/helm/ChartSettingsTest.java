package dev.belay.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.settings.BelaySettings;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file and the variables that the pod gets are settings that the daemon starts with. */
class ChartSettingsTest {
    private static final String HASH = "0a".repeat(32);

    static Stream<String> examples() {
        return Chart.examples().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_daemon_takes_the_settings_of_each_example(String example) throws IOException {
        var rendered = Rendered.of(Chart.example(example));
        var settings = settings(rendered);
        assertThat(settings.store().kind().name().toLowerCase(Locale.ROOT)).isEqualTo(kind(example));
        settings.api().tokens().forEach((name, token) -> {
            assertThat(token.sha256()).as(name).isEqualTo(HASH);
            assertThat(token.role()).as(name).isIn("viewer", "operator", "admin");
        });
    }

    private static String kind(String example) {
        var values = (Map<?, ?>) StrictKubernetes.document(Chart.example(example));
        var belay = (Map<?, ?>) ((Map<?, ?>) values.get("config")).get("belay");
        return String.valueOf(((Map<?, ?>) belay.get("store")).get("kind"));
    }

    @Test
    void a_token_has_its_role_from_the_file_and_its_hash_from_a_secret() throws IOException {
        var tokens = settings(Rendered.of(Chart.example("eks-irsa"))).api().tokens();
        assertThat(tokens).containsOnlyKeys("ci", "on-call");
        assertThat(tokens.get("ci").role()).isEqualTo("admin");
        assertThat(tokens.get("on-call").sha256()).isEqualTo(HASH);
    }

    @Test
    void the_directory_is_where_the_volume_is() throws IOException {
        var rendered = Rendered.of(Chart.example("directory"));
        String path = settings(rendered).store().directory().path();
        assertThat(rendered.container().getVolumeMounts())
                .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo(path));
    }

    @Test
    void a_setting_that_is_not_known_is_seen() {
        var rendered = Rendered.of(Chart.example("minimal-s3"), "config: {belay: {polll: PT5S}}");
        assertThatThrownBy(() -> settings(rendered)).hasMessageContaining("belay.polll");
    }

    private static BelaySettings settings(Rendered rendered) throws IOException {
        var variables = new HashMap<String, String>();
        for (EnvVar variable : rendered.container().getEnv()) {
            variables.put(variable.getName(), variable.getValueFrom() == null ? variable.getValue() : HASH);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(BelaySettings.class)
                .addDefaultInterceptors()
                .withSources(
                        new EnvConfigSource(variables, 300),
                        new YamlConfigSource("belay.yaml", rendered.settings(), 265))
                .build()
                .getConfigMapping(BelaySettings.class);
    }
}
