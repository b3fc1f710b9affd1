package dev.belay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart promises of its objects, whatever is switched on. */
class ChartTest {
    private static final String VALUES = Chart.example("minimal-s3");

    /** What can be switched on, each with values that show more than the defaults. */
    private static final List<String> SWITCHES = List.of(
            "ingress: {enabled: true, hosts: [a.example], className: alb, tls: [{hosts: [a.example]}]}",
            "httpRoute: {enabled: true, parentRefs: [{name: a}], hostnames: [a.example], timeouts: {request: 0s}}",
            "networkPolicy: {enabled: true, apiFrom: [{podSelector: {}}], extraEgress: [{ports: [{port: 8443}]}]}",
            "metrics: {serviceMonitor: {enabled: true}, prometheusRule: {enabled: true}, dashboard: {enabled: true}}",
            """
            {podLabels: {a: b}, commonLabels: {c: d}, podAnnotations: {e: f}, nodeSelector: {g: h}, priorityClassName: i,
             tolerations: [{key: j, operator: Exists}], affinity: {nodeAffinity: {}}, image: {pullSecrets: [k], tag: l},
             env: [{name: M, value: z}], envFrom: [{secretRef: {name: o}}], extraVolumes: [{name: p, emptyDir: {}}],
             extraVolumeMounts: [{name: p, mountPath: /p}]}
            """,
            """
            {serviceAccount: {create: false}, podDisruptionBudget: {enabled: false}, topologySpread: {zones: "", nodes: ""},
             resources: null, securityContext: null, podSecurityContext: null, service: {type: LoadBalancer, port: 443},
             fullnameOverride: other, extraObjects: [{apiVersion: v1, kind: ConfigMap, metadata: {name: "{{ .Release.Name }}-extra"}}]}
            """);

    @ParameterizedTest
    @ValueSource(strings = {"minimal-s3", "dynamodb", "directory"})
    void whatever_is_switched_on_every_object_is_one_that_kubernetes_knows(String example) {
        for (int chosen = 0; chosen < 1 << SWITCHES.size(); chosen++) {
            int mask = chosen;
            var on = IntStream.range(0, SWITCHES.size())
                    .filter(i -> (mask & 1 << i) != 0)
                    .mapToObj(SWITCHES::get);
            var rendered = Rendered.of(
                    Stream.concat(Stream.of(Chart.example(example)), on).toArray(String[]::new));
            assertThat(rendered.objects())
                    .extracting(object ->
                            object.getKind() + "/" + object.getMetadata().getName())
                    .doesNotHaveDuplicates();
            assertThat(rendered.objects())
                    .filteredOn(object -> !object.getMetadata().getName().endsWith("-extra"))
                    .allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                            .containsKeys("app.kubernetes.io/name", "app.kubernetes.io/instance", "helm.sh/chart"));
        }
    }

    @Test
    void what_selects_pods_selects_the_ones_that_run() {
        var rendered = Rendered.of(VALUES, "networkPolicy: {enabled: true}");
        Map<String, String> pod = rendered.pod().getMetadata().getLabels();
        var selectors = Stream.of(
                        Stream.of(rendered.deployment().getSpec().getSelector().getMatchLabels()),
                        rendered.all(Service.class).stream()
                                .map(service -> service.getSpec().getSelector()),
                        Stream.of(rendered.the(PodDisruptionBudget.class)
                                .getSpec()
                                .getSelector()
                                .getMatchLabels()),
                        Stream.of(rendered.the(NetworkPolicy.class)
                                .getSpec()
                                .getPodSelector()
                                .getMatchLabels()),
                        rendered.pod().getSpec().getTopologySpreadConstraints().stream()
                                .map(spread -> spread.getLabelSelector().getMatchLabels()))
                .flatMap(selector -> selector);
        assertThat(selectors).hasSize(7).allSatisfy(selector -> assertThat(pod).containsAllEntriesOf(selector));
    }

    @Test
    void the_monitor_selects_the_management_service_alone() {
        var rendered = Rendered.of(Chart.example("monitoring"));
        var monitor = rendered.the(ServiceMonitor.class).getSpec();
        assertThat(rendered.all(Service.class))
                .filteredOn(service -> service.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(monitor.getSelector().getMatchLabels().entrySet()))
                .singleElement()
                .satisfies(service -> assertThat(service.getSpec().getPorts())
                        .extracting(port -> port.getName())
                        .containsExactly(monitor.getEndpoints().getFirst().getPort()));
    }

    @Test
    void metrics_stay_inside_when_the_api_goes_out() {
        var services = Rendered.of(VALUES, "service: {type: LoadBalancer}").all(Service.class);
        assertThat(services)
                .filteredOn(service -> service.getSpec().getType().equals("LoadBalancer"))
                .singleElement()
                .satisfies(service -> assertThat(service.getSpec().getPorts())
                        .extracting(port -> port.getTargetPort().getStrVal())
                        .containsExactly("http"));
    }

    @Test
    void a_change_of_the_settings_rolls_the_pods_and_nothing_else_does() {
        String before = checksum(VALUES);
        assertThat(checksum(VALUES, "config: {belay: {resync: PT1M}}")).isNotEqualTo(before);
        assertThat(checksum(VALUES, "{replicaCount: 5, service: {port: 81}}")).isEqualTo(before);
    }

    private static String checksum(String... values) {
        return Rendered.of(values).pod().getMetadata().getAnnotations().get("checksum/config");
    }

    @Test
    void an_upgrade_takes_no_replica_away_before_the_next_is_ready() {
        var update = Rendered.of(VALUES).deployment().getSpec().getStrategy().getRollingUpdate();
        assertThat(update.getMaxUnavailable().getIntVal()).isZero();
        assertThat(update.getMaxSurge().getIntVal()).isEqualTo(1);
    }

    @Test
    void on_a_directory_the_old_one_is_gone_before_the_new_one_starts() {
        var rendered = Rendered.of(Chart.example("directory"));
        assertThat(rendered.deployment().getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(rendered.all(PodDisruptionBudget.class)).isEmpty();
        String claim = rendered.the(PersistentVolumeClaim.class).getMetadata().getName();
        assertThat(rendered.pod().getSpec().getVolumes())
                .filteredOn(volume -> volume.getPersistentVolumeClaim() != null)
                .singleElement()
                .satisfies(
                        volume -> assertThat(volume.getPersistentVolumeClaim().getClaimName())
                                .isEqualTo(claim));
        String path = rendered.variable("BELAY_STORE_DIRECTORY_PATH").getValue();
        assertThat(rendered.container().getVolumeMounts()).anySatisfy(mount -> {
            assertThat(mount.getName()).isEqualTo("records");
            assertThat(mount.getMountPath()).isEqualTo(path);
        });
    }

    @Test
    void a_claim_that_is_there_is_taken() {
        var rendered = Rendered.of(Chart.example("directory"), "persistence: {existingClaim: mine}");
        assertThat(rendered.all(PersistentVolumeClaim.class)).isEmpty();
        assertThat(rendered.pod().getSpec().getVolumes())
                .anySatisfy(volume -> assertThat(volume.getPersistentVolumeClaim())
                        .isNotNull()
                        .satisfies(claim -> assertThat(claim.getClaimName()).isEqualTo("mine")));
    }

    @Test
    void names_stay_short_enough() {
        var rendered = Rendered.of(VALUES, "fullnameOverride: " + "a".repeat(80));
        assertThat(rendered.objects())
                .allSatisfy(object -> assertThat(object.getMetadata().getName()).hasSizeLessThanOrEqualTo(63));
    }

    @Test
    void whoever_installs_is_told_where_it_is_and_what_is_missing() {
        assertThat(Chart.notes(Chart.example("ingress")))
                .contains("s3://shop-belay/", "https://belay.shop.example/", "text/event-stream")
                .doesNotContain("WARNING");
        assertThat(Chart.notes(VALUES)).contains("port-forward service/belay 8080:80");
        assertThat(Chart.notes(VALUES, "config: {belay: {api: {tokens: null}}}"))
                .contains("WARNING: there are no tokens");
        assertThat(Chart.notes(VALUES, "config: {belay: {api: {open-on-loopback: true}}}"))
                .contains("WARNING: config.belay.api.open-on-loopback");
    }
}
