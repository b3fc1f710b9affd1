package dev.belay.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the other tests of the chart rely on: a mistake is seen. */
class StrictKubernetesTest {
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: a, labels: {b: "1"}}
            spec: {ports: [{name: http, port: 80, targetPort: http}]}
            """;

    @Test
    void a_right_object_is_read() {
        assertThat(StrictKubernetes.read(SERVICE)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "metadata: {name: a, > metadata: {name: a, nmae: b,", // an unknown field
                "metadata: {name: a, > metadata: {name: a, name: b,", // a field twice
                "port: 80            > port: eighty", // a word for a number
                "port: 80            > port: \"80\"", // a text for a number
                "\"1\"               > 1", // a number for a text
                "\"1\"               > true", // a truth for a text
                "kind: Service       > kind: Sevrice", // a kind that there is not
                "spec: {             > spec: {podSelector: {},", // a field of another kind
            })
    void a_wrong_one_is_refused(String right, String wrong) {
        String yaml = SERVICE.replace(right, wrong);
        assertThat(yaml).isNotEqualTo(SERVICE);
        assertThatThrownBy(() -> StrictKubernetes.read(yaml)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway.networking.k8s.io/v1, kind: HTTPRoute, spec: {rules: [{timeout: 0s}]}",
                "monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {endpoints: [{prot: http}]}",
                "monitoring.coreos.com/v1, kind: PrometheusRule, spec: {groups: [{rule: []}]}",
                "apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{readinesProbe: {}}]}}}",
                "policy/v1, kind: PodDisruptionBudget, spec: {minAvailabel: 1}",
                "networking.k8s.io/v1, kind: NetworkPolicy, spec: {egress: [{from: []}]}",
                "networking.k8s.io/v1, kind: Ingress, spec: {className: nginx}",
            })
    void an_unknown_field_is_refused_of_each_kind(String object) {
        assertThatThrownBy(() -> StrictKubernetes.read("{apiVersion: " + object + "}"))
                .hasMessageContaining("Unrecognized field");
    }
}
