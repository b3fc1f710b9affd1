package dev.belay.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The packaged program as a process of its own. */
public final class PackagedDaemon implements AutoCloseable {
    private static final Path LAUNCHER = Path.of("target/belay/bin/belay");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LINES = 60;

    /** The chart's {@code terminationGracePeriodSeconds} without the five seconds before it is told. */
    private static final Duration GRACE = Duration.ofSeconds(45);

    private final Process process;
    private final Ports ports;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Null: it goes to ours. */
    private final File output;

    private PackagedDaemon(Process process, Ports ports, File output) {
        this.process = process;
        this.ports = ports;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param output where what it prints goes; null: to ours
     */
    public static PackagedDaemon start(Ports ports, Map<String, String> environment, File output) {
        var builder = new ProcessBuilder(LAUNCHER.toString(), "serve").redirectErrorStream(true);
        if (output == null) {
            builder.inheritIO();
        } else {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        }
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", "http://127.0.0.1:" + ports.cloud(),
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "local",
                        "AWS_REGION", "eu-north-1",
                        "QUARKUS_HTTP_PORT", Integer.toString(ports.http()),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management()),
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                        "BELAY_API_OPEN_ON_LOOPBACK", "true",
                        "BELAY_SECRETS_ALLOW", "shop/*"));
        builder.environment().putAll(environment);
        try {
            return new PackagedDaemon(builder.start(), ports, output);
        } catch (IOException e) {
            throw new UncheckedIOException(LAUNCHER + " can't be started; is the program built (make build)?", e);
        }
    }

    public URI api(String path) {
        return URI.create("http://127.0.0.1:" + ports.http() + "/api/v1" + path);
    }

    /** Waits until it is ready. */
    public void awaitReady() throws InterruptedException {
        await(
                "ready",
                () -> get(URI.create("http://127.0.0.1:" + ports.management() + "/q/health/ready"))
                                .statusCode()
                        == 200);
    }

    /** Waits until the target's status is as described, and returns it. */
    public JsonNode awaitStatus(String target, String description, Predicate<JsonNode> expected)
            throws InterruptedException {
        JsonNode[] last = new JsonNode[1];
        await(description, () -> {
            HttpResponse<String> answer = get(api("/targets/" + target));
            last[0] = JSON.readTree(answer.body());
            return answer.statusCode() == 200 && expected.test(last[0]);
        });
        return last[0];
    }

    public JsonNode json(String path) {
        try {
            return JSON.readTree(get(api(path)).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its reports are for people. */
    String markdown(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(api(path))
                                .header("Accept", "text/markdown")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /**
     * Asks for something to be done.
     *
     * @param token whose; empty: none
     * @param match revision that was seen; empty: none
     */
    public HttpResponse<String> send(String method, String path, String token, String match, String json)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(api(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!match.isEmpty()) {
            request.header("If-Match", "\"" + match + "\"");
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public String metrics() throws IOException, InterruptedException {
        return get(URI.create("http://127.0.0.1:" + ports.management() + "/q/metrics"))
                .body();
    }

    public HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A question to the world that may come to nothing while it is still starting. */
    @FunctionalInterface
    public interface Question {
        boolean ask() throws IOException, InterruptedException;
    }

    public void await(String description, Question question) throws InterruptedException {
        await(description, PATIENCE, question);
    }

    /** Waits no longer than that. */
    public void await(String description, Duration patience, Question question) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the daemon ended with " + process.exitValue());
            }
            try {
                if (question.ask()) {
                    return;
                }
            } catch (IOException e) {
                // not there yet, or not any more
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("not within " + patience + ": " + description + said());
    }

    /** The end of what it printed: what did not come about is mostly told there. */
    private String said() {
        if (output == null) {
            return "";
        }
        try {
            List<String> lines = Files.readAllLines(output.toPath());
            return "; it said last:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** Sends it a signal, such as STOP or CONT. */
    void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " answered " + exit);
        }
    }

    public long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /**
     * As Kubernetes ends it.
     *
     * @return its exit code
     * @throws IllegalStateException it would have been killed: it has not ended within what the chart gives it
     */
    int end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the daemon has not ended within " + GRACE);
        }
        return process.exitValue();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As {@code kill} does: what is in flight is finished. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
