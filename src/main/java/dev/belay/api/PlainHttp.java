package dev.belay.api;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Over plain HTTP only HTTP/1.1 is spoken; HTTP/2 is for TLS, which agrees on it beforehand. A client may offer to change to
 * HTTP/2 in the middle of a connection; the JDK's does so with each first request, and an answer that was written while the
 * protocol changed reached it as a broken frame.
 */
@Singleton
final class PlainHttp implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
