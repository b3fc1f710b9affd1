package dev.belay.localcloud;

/** One simulated AWS service. The front of the local cloud routes a request to it by the signing name of its credential scope. */
public interface Simulator {
    /**
     * Answers one call on the service's own wire protocol. A call that the simulator does not know is answered with a
     * clear error in the service's own error format, never with an empty success.
     */
    Response handle(Request request);
}
