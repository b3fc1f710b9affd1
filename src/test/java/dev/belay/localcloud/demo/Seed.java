package dev.belay.localcloud.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Control;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One thing that breaks the demo's world.
 *
 * @param command what a person types
 * @param effect does what the command does, without being counted as a call
 */
record Seed(String command, Consumer<LocalCloud> effect) {
    private static final String CONTROL = "curl -s 127.0.0.1:4566/_cloud/";

    /** {@code POST /_cloud/SERVICE/NAME}. */
    static Seed control(String service, String name, String json) {
        return new Seed(CONTROL + service + "/" + name + " -d '" + json + "'", cloud -> {
            Control control = Optional.ofNullable(
                            cloud.simulator(service).controls().get(name))
                    .orElseThrow(() -> new IllegalArgumentException("no control " + service + "/" + name));
            JsonNode unused = control.effect().apply(Json.parse(json));
        });
    }

    /** All calls of the operation are denied from now on. */
    static Seed denied(String service, String operation) {
        ObjectNode body = Json.object()
                .put("service", service)
                .put("operation", operation)
                .put("kind", "deny");
        return new Seed(
                CONTROL + "faults -d '" + Json.write(body) + "'",
                cloud -> cloud.faults().always(service, operation, new Fault.Denied()));
    }

    /** A call of a JSON protocol, as the command makes it. */
    static Seed json(String command, String service, String target, String json) {
        return new Seed(command, cloud -> ask(cloud, service, Map.of("x-amz-target", target), json));
    }

    /** A call of the Query protocol, as the command makes it; {@code ACCOUNT} stands for the cloud's. */
    static Seed query(String command, String service, String form) {
        return new Seed(
                command,
                cloud -> ask(
                        cloud,
                        service,
                        Map.of(),
                        form.replace("ACCOUNT", cloud.scope().account())));
    }

    private static void ask(LocalCloud cloud, String service, Map<String, String> headers, String body) {
        Response response = cloud.simulator(service)
                .handle(new Request(
                        "POST",
                        "/",
                        "",
                        new TreeMap<>(headers),
                        body.getBytes(StandardCharsets.UTF_8),
                        cloud.scope().region(),
                        cloud.scope().account()));
        if (response.status() >= 300) {
            throw new IllegalStateException(service + " refuses: " + response.text());
        }
    }
}
