package dev.belay.localcloud.demo;

import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Calls services of the cloud's default account and region, uncounted and without faults. What is refused is thrown. */
record Caller(LocalCloud cloud) {
    /** Of a JSON protocol; the target names the operation. */
    Response json(String service, String target, String json) {
        return ask(service, "POST", "/", Map.of("x-amz-target", target), json.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the Query protocol. */
    Response query(String service, String form) {
        return ask(service, "POST", "/", Map.of(), form.getBytes(StandardCharsets.UTF_8));
    }

    Response ask(String service, String method, String path, Map<String, String> headers, byte[] body) {
        Request request = new Request(
                method,
                path,
                "",
                new TreeMap<>(headers),
                body,
                cloud.scope().region(),
                cloud.scope().account());
        Response response = cloud.simulator(service).handle(request);
        if (response.status() >= 300) {
            throw new IllegalStateException(service + " refuses " + method + " " + path + ": " + response.text());
        }
        return response;
    }
}
