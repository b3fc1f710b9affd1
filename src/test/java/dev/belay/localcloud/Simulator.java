package dev.belay.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One simulated AWS service. The front of the local cloud routes a request to it by the signing name of its credential
 * scope, writes the call down, and lets requested faults happen before it; a simulator itself knows nothing of faults.
 * Called from many threads at once.
 */
public interface Simulator extends AutoCloseable {
    /**
     * Answers one call on the service's own wire protocol. A call that the simulator does not know is answered with a
     * clear error in the service's own error format, never with an empty success.
     */
    Response handle(Request request);

    /** How this service speaks: the format of its errors and where a request names its operation. */
    default Wire wire() {
        return Wire.JSON_1_0;
    }

    /** How this very request speaks, where a service has more than one protocol. */
    default Wire wire(Request request) {
        return wire();
    }

    /** The API's name of the operation that is asked for, such as {@code UpdateService}. */
    default String operation(Request request) {
        return wire(request).operation(request);
    }

    /** What can be broken here by hand: {@code POST /_cloud/SERVICE/NAME}, by name. */
    default Map<String, Control> controls() {
        return Map.of();
    }

    /** What {@code GET /_cloud/state} shows of this service. */
    default JsonNode state() {
        return Json.object();
    }

    /** Stops what the simulator started: a server, a front of its own. */
    @Override
    default void close() {}
}
