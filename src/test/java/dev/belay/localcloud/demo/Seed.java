package dev.belay.localcloud.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Control;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.LocalCloud;
import java.util.Optional;
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
            JsonNode _ = control.effect().apply(Json.parse(json));
        });
    }

    /** All calls of the operation meet that fault from now on. */
    static Seed fault(String service, String operation, String kind, Fault fault) {
        ObjectNode body = Json.object()
                .put("service", service)
                .put("operation", operation)
                .put("kind", kind);
        return new Seed(
                CONTROL + "faults -d '" + Json.write(body) + "'",
                cloud -> cloud.faults().always(service, operation, fault));
    }

    /** A call of a JSON protocol, as the command makes it. */
    static Seed json(String command, String service, String target, String json) {
        return new Seed(command, cloud -> new Caller(cloud).json(service, target, json));
    }

    /** A call of the Query protocol, as the command makes it; {@code ACCOUNT} stands for the cloud's. */
    static Seed query(String command, String service, String form) {
        return new Seed(
                command,
                cloud -> new Caller(cloud)
                        .query(service, form.replace("ACCOUNT", cloud.scope().account())));
    }
}
