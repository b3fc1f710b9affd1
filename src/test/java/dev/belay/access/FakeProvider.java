package dev.belay.access;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * As much of an OpenID provider as Belay asks of one: discovery, keys, and the exchange of a code, which is the claims that the
 * ID token shall have. Tests, which may live behind another class loader, speak to it over HTTP: {@code /mint} signs the
 * claims that are posted, {@code /seen} tells what it was asked, {@code /down} and {@code /up} unplug it.
 */
final class FakeProvider {
    static final String CLIENT = "belay";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final KeyPair keys;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    private FakeProvider() throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    static String start() {
        try {
            return new FakeProvider().url();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            switch (path) {
                case "/mint" -> answer(exchange, "text/plain", mint(JSON.readValue(body, Claims.class)));
                case "/seen" -> answer(exchange, "text/plain", String.join("\n", seen));
                case "/down" -> {
                    down = true;
                    answer(exchange, "text/plain", "");
                }
                case "/up" -> {
                    down = false;
                    answer(exchange, "text/plain", "");
                }
                default -> {
                    seen.add(path + " " + exchange.getRequestURI().getQuery() + " " + body + " "
                            + exchange.getRequestHeaders().getFirst("Authorization"));
                    if (!down) {
                        answer(exchange, "application/json", JSON.writeValueAsString(provide(path, body)));
                    }
                }
            }
        }
    }

    @SuppressWarnings("serial")
    private static final class Claims extends HashMap<String, Object> {}

    private Object provide(String path, String body) throws IOException {
        return switch (path) {
            case "/.well-known/openid-configuration" ->
                Map.of(
                        "issuer", url(),
                        "authorization_endpoint", url() + "/authorize",
                        "token_endpoint", url() + "/token",
                        "introspection_endpoint", url() + "/introspect",
                        "jwks_uri", url() + "/keys");
            case "/keys" -> Map.of("keys", List.of(key()));
            case "/token" -> {
                String code = body.replaceAll(".*\\bcode=([^&]+).*", "$1");
                var claims = JSON.readValue(Base64.getUrlDecoder().decode(code), Claims.class);
                claims.put("aud", CLIENT);
                yield Map.of(
                        "access_token",
                        mint(claims),
                        "id_token",
                        mint(claims),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        300);
            }
            default -> Map.of("active", true, "sub", "whoever", "groups", List.of("admin"));
        };
    }

    private Map<String, String> key() {
        var key = (RSAPublicKey) keys.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "kid",
                "one",
                "use",
                "sig",
                "alg",
                "RS256",
                "n",
                base64(unsigned(key.getModulus().toByteArray())),
                "e",
                base64(unsigned(key.getPublicExponent().toByteArray())));
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private String mint(Map<String, Object> said) {
        var claims = new HashMap<>(said);
        claims.putIfAbsent("iss", url());
        claims.putIfAbsent("iat", Instant.now().getEpochSecond());
        claims.putIfAbsent("exp", Instant.now().getEpochSecond() + 300);
        try {
            String signed = base64(JSON.writeValueAsBytes(Map.of("alg", "RS256", "kid", "one", "typ", "JWT"))) + "."
                    + base64(JSON.writeValueAsBytes(claims));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
