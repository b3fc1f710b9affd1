package dev.belay.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pod is, may do and is given. */
class PodTest {
    private static final String VALUES = Chart.example("minimal-s3");

    @ParameterizedTest
    @MethodSource("examples")
    void the_pod_can_do_no_more_than_it_needs(String example) {
        var rendered = Rendered.of(Chart.example(example));
        var pod = rendered.pod().getSpec();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        var container = rendered.container().getSecurityContext();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getCapabilities().getAdd()).isEmpty();
    }

    static Stream<String> examples() {
        return Chart.examples().stream();
    }

    @Test
    void a_pod_is_told_to_stop_when_nobody_is_led_to_it_any_more() {
        var rendered = new Rendered(StrictKubernetes.read(Chart.renderFor("v1.30.0", VALUES)));
        long sleeps =
                rendered.container().getLifecycle().getPreStop().getSleep().getSeconds();
        assertThat(sleeps).isPositive();
        assertThat(rendered.pod().getSpec().getTerminationGracePeriodSeconds()).isGreaterThan(sleeps);
    }

    @Test
    void what_the_cluster_does_not_know_yet_is_left_out() {
        assertThat(Rendered.of(VALUES).container().getLifecycle()).isNull();
    }

    @Test
    void a_version_that_is_too_old_is_refused() {
        assertThatThrownBy(() -> Chart.renderFor("v1.28.9", VALUES)).hasMessageContaining(">=1.29.0-0");
    }

    @Test
    void a_role_is_named_by_the_service_account_that_the_pod_runs_as() {
        var rendered = Rendered.of(Chart.example("eks-irsa"));
        var account = rendered.the(ServiceAccount.class).getMetadata();
        assertThat(account.getAnnotations()).containsKey("eks.amazonaws.com/role-arn");
        assertThat(rendered.pod().getSpec().getServiceAccountName()).isEqualTo(account.getName());
    }

    @Test
    void a_secret_is_referred_to_and_never_there() {
        EnvVar secret = Rendered.of(Chart.example("eks-pod-identity")).variable("QUARKUS_OIDC_CREDENTIALS_SECRET");
        assertThat(secret.getValue()).isNull();
        assertThat(secret.getValueFrom().getSecretKeyRef().getName()).isEqualTo("belay-oidc");
        assertThat(secret.getValueFrom().getSecretKeyRef().getKey()).isEqualTo("client-secret");
    }

    @Test
    void a_digest_wins_over_a_tag_and_the_version_is_the_default() throws IOException {
        String digest = "sha256:" + "0a".repeat(32);
        assertThat(image(VALUES)).isEqualTo("registry.shop.example/belay:" + version());
        assertThat(image(VALUES, "image: {tag: a}")).isEqualTo("registry.shop.example/belay:a");
        assertThat(image(VALUES, "image: {tag: a, digest: '" + digest + "'}"))
                .isEqualTo("registry.shop.example/belay@" + digest);
    }

    private static String image(String... values) {
        return Rendered.of(values).container().getImage();
    }

    /** Of the program, as the build has it. */
    private static String version() throws IOException {
        var version = Pattern.compile("<artifactId>belay</artifactId>\\s*<version>([^<]+)<");
        var matcher = version.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
