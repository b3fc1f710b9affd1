package dev.belay.localcloud.s3;

import dev.belay.localcloud.Queues;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/**
 * S3: an S3Proxy of its own on an internal port, objects in memory. What S3Proxy lacks is done here: conditions on the
 * destination of a copy, a delete or a completed upload; writes to one key one after the other, so that a condition and
 * its write are one; content types kept to the letter; notifications.
 */
public final class S3Simulator implements Simulator {
    private static final Set<String> NOT_FORWARDED = Set.of(
            "connection", "content-length", "expect", "host", "upgrade", "transfer-encoding", "te", "keep-alive");
    private final S3Proxy proxy;
    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Object[] keys = new Object[64];
    /** Kept, since a logger that nobody holds forgets its level. */
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("org.eclipse.jetty"), Logger.getLogger("org.gaul.s3proxy"), Logger.getLogger("org.gaul"));

    private final BucketNotifications notifications;

    /** @param queues to which buckets may send notifications */
    public S3Simulator(InstantSource clock, Queues queues) {
        notifications = new BucketNotifications(clock, queues);
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        Arrays.setAll(keys, i -> new Object());
        try {
            proxy = S3Proxy.builder()
                    .blobStore(BlobStores.create("transient-nio2", new Properties()))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.NONE, "", "")
                    .ignoreUnknownHeaders(true)
                    .build();
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy does not start", e);
        }
        address = URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    @Override
    public Response handle(Request request) {
        if (BucketNotifications.isAsked(request)) {
            return notifications.answer(request);
        }
        if (request.method().equals("GET") || request.method().equals("HEAD")) {
            return KeptHeaders.shown(request, forward(request));
        }
        synchronized (keys[Math.floorMod(request.path().hashCode(), keys.length)]) {
            Response answer = refusedCopy(request).orElseGet(() -> forward(KeptHeaders.kept(request)));
            notifications.tell(request, answer);
            return answer;
        }
    }

    /** A copy on condition that its destination is, or is not, as expected. */
    private Optional<Response> refusedCopy(Request request) {
        Optional<String> match = request.header("if-match");
        Optional<String> noneMatch = request.header("if-none-match");
        boolean asked = request.header("x-amz-copy-source").isPresent() && (match.isPresent() || noneMatch.isPresent());
        if (!asked) {
            return Optional.empty();
        }
        Response there = forward(
                new Request("HEAD", request.path(), "", Map.of(), new byte[0], request.region(), request.account()));
        if (there.status() == 404 && match.isPresent()) {
            return Optional.of(Wire.S3.error(404, "NoSuchKey", "The specified key does not exist."));
        }
        boolean holds = there.status() == 404
                || match.equals(there.header("etag"))
                || (noneMatch.isPresent() && !noneMatch.get().equals("*") && !noneMatch.equals(there.header("etag")));
        return holds
                ? Optional.empty()
                : Optional.of(Wire.S3.error(
                        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"));
    }

    @Override
    public Wire wire() {
        return Wire.S3;
    }

    @Override
    public String operation(Request request) {
        return S3Operations.of(request);
    }

    private Response forward(Request request) {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(URI.create(address + request.path() + query))
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, value) -> {
            if (!NOT_FORWARDED.contains(name)) {
                forwarded.header(name, value);
            }
        });
        try {
            HttpResponse<byte[]> answer = client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            answer.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            return new Response(answer.statusCode(), headers, answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy does not stop", e);
        }
    }
}
