package dev.belay.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that can't be meant are refused before anything is installed, in words that say what to do. */
class RefusalsTest {
    private static final String VALUES = Chart.example("minimal-s3");

    private static void refused(String message, String... values) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(message);
    }

    @Test
    void without_an_image_nothing_is_rendered() {
        refused("image.repository: say where the image is", VALUES, "image: {repository: ''}");
    }

    @Test
    void without_a_store_nothing_is_rendered() {
        refused("say s3, dynamodb or directory", "image: {repository: a}");
        refused("config.belay.store.kind is \"s4\"", VALUES, "config: {belay: {store: {kind: s4}}}");
        refused("needs a bucket", VALUES, "config: {belay: {store: {s3: {bucket: ''}}}}");
        refused("needs a table", VALUES, "config: {belay: {store: {kind: dynamodb}}}");
    }

    @Test
    void two_replicas_over_a_directory_are_refused() {
        refused(
                "one daemon only for a directory. Set replicaCount to 1",
                Chart.example("directory"),
                "replicaCount: 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oidc: {credentials: {secret: hunter2}}",
                "oidc: {credentials: {client-secret: {value: hunter2}}}",
                "oidc.credentials.secret: hunter2",
                "oidc: {staff: {credentials: {secret: hunter2}}}",
                "http: {ssl: {certificate: {key-store-password: x}}, proxy: {password: hunter2}}",
            })
    void a_secret_in_the_settings_is_refused(String quarkus) {
        refused("name the Secret that has it in secretEnv", VALUES, "config: {quarkus: {" + quarkus + "}}");
    }

    @Test
    void the_name_of_a_variable_in_its_place_is_not() {
        var rendered =
                Rendered.of(VALUES, "config: {quarkus: {oidc: {credentials: {secret: '${BELAY_OIDC_SECRET}'}}}}");
        assertThat(rendered.settings()).contains("secret: ${BELAY_OIDC_SECRET}");
    }

    @Test
    void a_variable_that_would_be_ignored_is_refused() {
        refused(
                "only tokens with a name of one word",
                VALUES,
                "secretEnv: {BELAY_API_TOKENS_ON_CALL_SHA256: {secret: a, key: b}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas: 3                                   | additional properties 'replicas' not allowed",
                "image: {repo: a}                              | additional properties 'repo' not allowed",
                "config: {store: {kind: s3}}                   | additional properties 'store' not allowed",
                "networkPolicy: {apiForm: []}                  | additional properties 'apiForm' not allowed",
                "probes: {readiness: {path: /}}                | additional properties 'path' not allowed",
                "replicaCount: two                             | got string, want integer",
                "replicaCount: 0                               | minimum: got 0, want 1",
                "ingress: {enabled: 'yes'}                     | got string, want boolean",
                "ingress: {enabled: true}                      | minItems: got 0, want 1",
                "httpRoute: {enabled: true}                    | minItems: got 0, want 1",
                "ingress: {hosts: [{host: a}]}                 | got object, want string",
                "podAnnotations: {a: 1}                        | got number, want string",
                "env: [{name: A, value: 1}]                    | got number, want string",
                "secretEnv: {A: hunter2}                       | got string, want object",
                "secretEnv: {A: {value: hunter2}}              | additional properties 'value' not allowed",
                "image: {digest: latest}                       | does not match pattern",
                "topologySpread: {zones: Always}               | value must be one of",
                "commonLabels: {app.kubernetes.io/name: other} | invalid propertyName",
            })
    void what_the_schema_does_not_know_is_named(String values, String message) {
        refused(message, VALUES, values);
    }
}
