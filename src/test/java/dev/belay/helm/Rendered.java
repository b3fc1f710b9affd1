package dev.belay.helm;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;

/** The objects of one rendering. */
record Rendered(List<HasMetadata> objects) {

    static Rendered of(String... values) {
        return new Rendered(StrictKubernetes.read(Chart.render(values)));
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> T the(Class<T> kind) {
        return all(kind).getFirst();
    }

    Deployment deployment() {
        return the(Deployment.class);
    }

    PodTemplateSpec pod() {
        return deployment().getSpec().getTemplate();
    }

    Container container() {
        return pod().getSpec().getContainers().getFirst();
    }

    EnvVar variable(String name) {
        return container().getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String settings() {
        return all(ConfigMap.class).stream()
                .filter(map -> map.getData().containsKey("belay.yaml"))
                .findFirst()
                .orElseThrow()
                .getData()
                .get("belay.yaml");
    }
}
