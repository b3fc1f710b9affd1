package dev.belay.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A service whose state tasks depend on: before each of its calls happens in ECS what was due until then, so that a change
 * is felt from its own instant on.
 */
record FeltByTasks(Simulator service, Runnable settle) implements Simulator {
    @Override
    public Response handle(Request request) {
        settle.run();
        Response response = service.handle(request);
        settle.run();
        return response;
    }

    @Override
    public Wire wire() {
        return service.wire();
    }

    @Override
    public Wire wire(Request request) {
        return service.wire(request);
    }

    @Override
    public String operation(Request request) {
        return service.operation(request);
    }

    @Override
    public Map<String, Control> controls() {
        Map<String, Control> controls = new LinkedHashMap<>();
        service.controls()
                .forEach((name, control) -> controls.put(name, new Control(control.usage(), body -> {
                    settle.run();
                    JsonNode answer = control.effect().apply(body);
                    settle.run();
                    return answer;
                })));
        return controls;
    }

    @Override
    public JsonNode state() {
        settle.run();
        return service.state();
    }

    @Override
    public void close() {
        service.close();
    }
}
