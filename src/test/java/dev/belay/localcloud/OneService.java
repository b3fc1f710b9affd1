package dev.belay.localcloud;

import java.net.URI;
import java.util.Optional;

/** One simulator alone behind HTTP, for its own tests. */
public final class OneService implements AutoCloseable {
    private final HttpFront front;

    /** Starts at once; all calls are those of account 123456789012 in eu-north-1. */
    public OneService(Simulator simulator) {
        front = new HttpFront(0, request -> Optional.of(simulator.handle(request.by("eu-north-1", "123456789012"))));
    }

    public URI uri() {
        return front.address();
    }

    @Override
    public void close() {
        front.close();
    }
}
