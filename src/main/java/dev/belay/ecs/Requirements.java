package dev.belay.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiConsumer;

/**
 * What the tasks of a revision need around them. Pure.
 *
 * @param images image to the containers that run it
 * @param values to what gets it, such as {@code app's DB_PASSWORD}
 * @param roles {@code task role} and {@code execution role}, where there are, to ARN or name
 * @param networkMode as ECS names it
 * @param ports container to what it maps, all containers
 */
record Requirements(
        SequencedMap<String, List<String>> images,
        SequencedMap<ValueSource, List<String>> values,
        SequencedMap<String, String> roles,
        String networkMode,
        SequencedMap<String, List<PortMapping>> ports) {
    /** Ports of a container, {@code from} to {@code to}, and on the host (0: whichever is free). */
    record PortMapping(int from, int to, int host) {
        boolean has(int port) {
            return from <= port && port <= to;
        }

        @Override
        public String toString() {
            return from == to ? Integer.toString(from) : from + "-" + to;
        }
    }

    static Requirements of(TaskDefinition revision) {
        JsonNode content = revision.content();
        var it = new Requirements(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                content.path("networkMode").asText("bridge"),
                new LinkedHashMap<>());
        it.role("task role", content.path("taskRoleArn").asText(""));
        it.role("execution role", content.path("executionRoleArn").asText(""));
        content.path("containerDefinitions").forEach(it::container);
        return it;
    }

    private void role(String what, String arn) {
        if (!arn.isEmpty()) {
            roles.put(what, arn);
        }
    }

    private void container(JsonNode container) {
        String name = container.path("name").asText();
        listed(images, container.path("image").asText(), name);
        secrets(container.path("secrets"), name, "");
        secrets(container.path("logConfiguration").path("secretOptions"), name, "log option ");
        String credentials = container
                .path("repositoryCredentials")
                .path("credentialsParameter")
                .asText("");
        if (!credentials.isEmpty()) {
            listed(values, ValueSource.credentials(credentials), name + "'s registry credentials");
        }
        var mapped = ports.computeIfAbsent(name, key -> new ArrayList<>());
        container.path("portMappings").forEach(port -> mapped.add(mapping(port)));
    }

    private void secrets(JsonNode secrets, String container, String kind) {
        BiConsumer<String, String> each =
                (name, from) -> listed(values, ValueSource.of(from), container + "'s " + kind + name);
        secrets.forEach(secret -> each.accept(
                secret.path("name").asText(), secret.path("valueFrom").asText()));
    }

    private static PortMapping mapping(JsonNode port) {
        String range = port.path("containerPortRange").asText("");
        int dash = range.indexOf('-');
        if (dash > 0) {
            return new PortMapping(
                    Integer.parseInt(range.substring(0, dash)), Integer.parseInt(range.substring(dash + 1)), 0);
        }
        int container = port.path("containerPort").asInt();
        return new PortMapping(container, container, port.path("hostPort").asInt());
    }

    private static <K> void listed(SequencedMap<K, List<String>> map, K key, String item) {
        map.computeIfAbsent(key, k -> new ArrayList<>()).add(item);
    }

    boolean awsvpc() {
        return networkMode.equals("awsvpc");
    }
}
