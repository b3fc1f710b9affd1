package dev.belay.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Runs the commands once against a daemon that is none, when the program is packaged: what they load is then kept ready for the
 * start of each of them ({@code -XX:AOTCacheOutput}, JEP 514). Its output is of no use.
 */
final class Training {
    private static final Instant NOW = Instant.EPOCH;
    private static final String STATUS = """
            {"metadata": {"name": "a", "labels": {"b": "c"}}, "summary": "Drifted", "observedAt": "1970-01-01T00:00:00Z",
             "pin": {"revision": "r", "version": "v", "pending": null}, "components": {"d": {"kind": "ecs", "synced": true}},
             "conditions": [{"type": "Synced", "status": "False", "message": "e", "lastTransitionTime": "1970-01-01T00:00:00Z"}],
             "lastRollout": {"id": "1", "outcome": "Succeeded", "finishedAt": "1970-01-01T00:00:00Z"}}""";
    private static final String ANYTHING = """
            {"id": "2", "version": "v", "revision": "r", "components": {}, "steps": [], "outcome": "Succeeded", "message": "f",
             "items": [{"version": "v", "name": "g", "id": "2", "what": "h", "startedAt": "1970-01-01T00:00:00Z"}]}""";

    private Training() {}

    public static void main(String... args) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String body = path.endsWith("/targets")
                    ? "{\"items\": [" + STATUS + "]}"
                    : path.endsWith("/targets/a") ? STATUS : ANYTHING;
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        for (String line : new String[] {
            "--help",
            "status",
            "status a",
            "status -o yaml",
            "status -o json",
            "versions a",
            "plan a v",
            "hold",
            "rollouts a",
            "rollouts a 2",
            "rollback a --reason b --yes --no-wait",
            "pin a v --reason b --yes --no-wait",
            "admit a --yes --no-wait",
            "contexts",
            "hold h --targets a --reason b",
            "__complete -- status "
        }) {
            run(url, line.split(" ", -1));
        }
        server.stop(0);
    }

    private static void run(String url, String... line) {
        var out = new PrintWriter(new StringWriter());
        Belay.run(
                new Shell(
                        Map.of("BELAY_URL", url, "BELAY_TOKEN", "none"),
                        new BufferedReader(Reader.nullReader()),
                        out,
                        out,
                        false,
                        new Screen(true, true, 80),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        action -> () -> {}),
                line);
    }
}
