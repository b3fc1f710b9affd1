package dev.belay.diagnose;

import dev.belay.model.Failure;
import dev.belay.model.MetadataAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks public addresses over HTTP, as users do. Link-local and metadata addresses are refused. */
public final class PublicAddress implements EdgeClues {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final int LONGEST = 4 << 20;

    @Override
    public Served get(URI address) {
        String host = address.getHost() == null ? "" : address.getHost();
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (host.isEmpty() || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new Failure.Invalid("expected an http or https address").asException();
        }
        try (HttpClient client = client()) {
            refuse(host);
            return served(within(
                    client,
                    HttpRequest.newBuilder(address)
                            .header("Accept-Encoding", "identity")
                            .header("User-Agent", "Belay")
                            .GET()
                            .build()));
        } catch (IOException e) {
            throw unavailable(host, e.getMessage());
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT)
                .build();
    }

    /** The body as well as the headers must be there in time. */
    private static HttpResponse<byte[]> within(HttpClient client, HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST));
        String host = request.uri().getHost();
        try {
            return exchange.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unavailable(host, "no answer within " + TIMEOUT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(host, "interrupted");
        } catch (ExecutionException e) {
            throw unavailable(host, String.valueOf(e.getCause()));
        } finally {
            client.shutdownNow();
        }
    }

    private static RuntimeException unavailable(String host, @Nullable String why) {
        return new Failure.Unavailable("GET of " + host + ": " + why).asException();
    }

    /** A record must not make Belay ask where its own credentials are served. */
    private static void refuse(String host) throws IOException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (MetadataAddresses.refused(address)) {
                throw new Failure.Invalid(host + " is refused: a link-local or metadata address").asException();
            }
        }
    }

    private static Served served(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        return new Served(
                response.statusCode(),
                body.length,
                sha256(body),
                response.headers().firstValue("Cache-Control").orElse(null),
                age(response),
                response.headers().firstValue("X-Cache").orElse(null));
    }

    private static @Nullable Duration age(HttpResponse<?> response) {
        String age = response.headers().firstValue("Age").orElse("");
        return age.matches("\\d{1,10}") ? Duration.ofSeconds(Long.parseLong(age)) : null;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
