package dev.belay.localcloud.elb;

import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.ecs.EcsSimulator;
import java.util.Optional;

/** What a service's tasks answer to requests that are its own; the rest is answered as every service would. */
@FunctionalInterface
public interface Application {
    Optional<Response> answer(Request request, EcsSimulator.Server task);
}
