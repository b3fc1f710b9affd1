package dev.belay.localcloud.elb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.HttpFront;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.ecs.EcsSimulator;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service's own address: each request goes to the next of its healthy tasks, which answers as its version would. 503
 * when there is none.
 */
public final class LoadBalancer implements AutoCloseable {
    private final EcsSimulator ecs;
    private final Scope scope;
    private final String cluster;
    private final String service;
    private final Application application;
    private final HttpFront front;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Listens at once.
     *
     * @param port 0 for any free one
     * @throws IllegalStateException naming the port, where it is taken
     */
    public LoadBalancer(
            EcsSimulator ecs, Scope scope, String cluster, String service, Application application, int port) {
        this.ecs = ecs;
        this.scope = scope;
        this.cluster = cluster;
        this.service = service;
        this.application = application;
        this.front = new HttpFront(port, request -> Optional.of(answer(request)));
    }

    public URI address() {
        return front.address();
    }

    private Response answer(Request request) {
        List<EcsSimulator.Server> servers = ecs.servers(scope, cluster, service);
        if (servers.isEmpty()) {
            return Response.of(503, "text/plain", "503 Service Temporarily Unavailable: no healthy task\n");
        }
        EcsSimulator.Server server = servers.get(Math.floorMod(turn.getAndIncrement(), servers.size()));
        return application.answer(request, server).orElseGet(() -> usual(request, server));
    }

    private Response usual(Request request, EcsSimulator.Server server) {
        int status = server.answers().status(request.path());
        ObjectNode body = Json.object()
                .put("status", status == 200 ? "ok" : status == 404 ? "not found" : "failing")
                .put("service", service)
                .put("version", server.image().substring(server.image().lastIndexOf(':') + 1))
                .put("task", server.taskId());
        return Response.of(status, "application/json", Json.write(body) + "\n");
    }

    @Override
    public void close() {
        front.close();
    }
}
