package dev.belay.localcloud.cloudfront;

import dev.belay.localcloud.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads objects from an S3 endpoint by unsigned, path-style GETs. */
public final class S3Origin implements Function<OriginRequest, Response>, AutoCloseable {
    /** These belong to the connection with the origin, or are none of the viewer's business. */
    static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "content-length",
            "date",
            "keep-alive",
            "server",
            "transfer-encoding",
            "x-amz-id-2",
            "x-amz-request-id",
            "x-amzn-requestid");

    private final URI endpoint;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public S3Origin(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Response apply(OriginRequest request) {
        URI uri = endpoint.resolve(
                "/" + request.bucket() + "/" + Paths.encoded(request.key()).replace("+", "%2B"));
        HttpRequest get =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
        try {
            HttpResponse<byte[]> answer = http.send(get, HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new TreeMap<>();
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    headers.put(name, String.join(", ", values));
                }
            });
            return new Response(answer.statusCode(), headers, answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("Interrupted while asking the origin for " + uri, e));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
