package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.access.Access;
import dev.belay.rollout.Feed;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(OpenOnLoopbackTest.Open.class)
class OpenOnLoopbackTest {
    /** As {@code make run} has it. */
    public static class Open implements ApiProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Beans.class);
        }
    }

    @Alternative
    @Singleton
    static class Beans {
        @Produces
        @Singleton
        @Alternative
        FakeDesk desk() {
            return new FakeDesk();
        }

        @Produces
        @Singleton
        @Alternative
        Feed feed() {
            return new Feed();
        }

        @Produces
        @Singleton
        @Alternative
        Access access() {
            return new Access(List.of(), true);
        }
    }

    @SuppressWarnings("NullAway.Init") // set by Quarkus
    @TestHTTPResource
    URI root;

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void whoever_is_on_this_machine_needs_no_token(String host) throws IOException {
        assertThat(status("Host: " + host + ":" + root.getPort())).isEqualTo("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost\r\nX-Forwarded-For: 127.0.0.1",
                "Host: localhost\r\nOrigin: https://evil.example",
                "Host: localhost\r\nAuthorization: Bearer wrong"
            })
    void whoever_only_seems_to_be_is_not_let_in(String headers) throws IOException {
        assertThat(status(headers)).isEqualTo("HTTP/1.1 401 Unauthorized");
    }

    @Test
    void one_on_this_machine_may_do_everything() throws IOException {
        assertThat(status("POST", "/api/v1/targets/shop-production/admit", "Host: localhost\r\nIf-Match: \"rev-1\""))
                .isEqualTo("HTTP/1.1 202 Accepted");
    }

    private String status(String headers) throws IOException {
        return status("GET", "/api/v1/targets", headers);
    }

    /** By hand, since clients do not let the Host header be chosen. */
    private String status(String method, String path, String headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), root.getPort())) {
            String request = method + " " + path + " HTTP/1.1\r\n" + headers
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return String.valueOf(answer.readLine());
        }
    }
}
