package dev.belay.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.api.ApiProfile;
import dev.belay.verify.BuildFile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes to a page, and how; by hand, since clients do not let all headers be chosen. */
@QuarkusTest
@TestProfile(PagesOnTheWireTest.WithTokens.class)
class PagesOnTheWireTest {
    /** Tokens are named for their role; the token is the name. Behind a proxy on this machine. */
    public static class WithTokens implements ApiProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var all = new HashMap<>(ApiProfile.super.getConfigOverrides());
            for (String name : List.of("viewer", "operator")) {
                all.put(
                        "belay.api.tokens." + name + ".sha256",
                        BuildFile.sha256(name.getBytes(StandardCharsets.UTF_8)));
                all.put("belay.api.tokens." + name + ".role", name);
            }
            all.put("quarkus.http.proxy.proxy-address-forwarding", "true");
            all.put("quarkus.http.proxy.enable-forwarded-host", "true");
            all.put("quarkus.http.proxy.trusted-proxies", "127.0.0.1");
            return all;
        }
    }

    private static final String HTML = "Accept: text/html\r\n";
    private static final String SESSION =
            "Cookie: belay-token=" + TokenCookie.of("operator", true).getValue() + "\r\n";

    @SuppressWarnings("NullAway.Init") // set by Quarkus
    @TestHTTPResource
    URI root;

    @Test
    void somebody_unknown_is_sent_to_the_form() throws IOException {
        assertThat(ask("GET", "/sample/page?x=1", HTML, ""))
                .startsWith("HTTP/1.1 303")
                .contains("\nLocation: ../sign-in?next=sample%2Fpage%3Fx%3D1\n");
        assertThat(ask("GET", "/sample/page", "", "")).startsWith("HTTP/1.1 401");
        assertThat(ask("GET", "/api/v1/targets", HTML, "")).startsWith("HTTP/1.1 401");
        assertThat(ask("GET", "/sample/page", "HX-Request: true\r\n", ""))
                .startsWith("HTTP/1.1 401")
                .contains("HX-Refresh: true");
    }

    @Test
    void what_is_open_is_open_and_what_is_neither_is_closed() throws IOException {
        assertThat(ask("GET", "/sample/form", HTML, "")).startsWith("HTTP/1.1 200");
        assertThat(ask("GET", "/sample/neither", SESSION, "")).startsWith("HTTP/1.1 403");
    }

    @Test
    void the_cookie_of_the_form_lets_in() throws IOException {
        String welcome = ask("POST", "/sample/form", FORM + "X-Forwarded-Proto: https\r\n", "token=operator");
        assertThat(welcome).startsWith("HTTP/1.1 200");
        String cookie = header(welcome, "set-cookie");
        assertThat(cookie)
                .startsWith("belay-token=b3BlcmF0b3I;")
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict")
                .containsIgnoringCase("Secure")
                .containsIgnoringCase("Max-Age=43200")
                .doesNotContainIgnoringCase("Path=")
                .doesNotContainIgnoringCase("Domain=");
        String page =
                ask("GET", "/sample/page", HTML + "Cookie: " + cookie.substring(0, cookie.indexOf(';')) + "\r\n", "");
        assertThat(page).startsWith("HTTP/1.1 200").contains("page of operator");
        assertThat(header(ask("POST", "/sample/form", FORM, "token=operator"), "set-cookie"))
                .doesNotContainIgnoringCase("Secure");
        assertThat(ask("POST", "/sample/form", FORM, "token=wrong")).startsWith("HTTP/1.1 401");
        assertThat(header(ask("POST", "/sample/gone", FORM, ""), "set-cookie"))
                .containsIgnoringCase("Max-Age=0")
                .doesNotContainIgnoringCase("Path=");
    }

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Sec-Fetch-Site: same-origin, 200",
        "Origin: http://belay.example, 200",
        "Origin: https://shop.example|X-Forwarded-Proto: https|X-Forwarded-Host: shop.example, 200",
        "Sec-Fetch-Site: same-site, 403",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: none, 403",
        "Sec-Fetch-Site: cross-site|Origin: http://belay.example, 403",
        "Origin: https://belay.example, 403",
        "Origin: http://evil.example, 403",
        "Origin: null, 403",
        "Referer: http://belay.example/sample/page, 403",
        "X-Nothing: said, 403"
    })
    void what_a_cookie_sends_is_from_our_own_page_or_refused(String headers, int status) throws IOException {
        String lines = headers.replace("|", "\r\n") + "\r\n";
        assertThat(ask("POST", "/sample/page", SESSION + lines, "")).startsWith("HTTP/1.1 " + status);
        String api = ask("POST", "/api/v1/targets/nothing/reconcile", SESSION + lines, "");
        assertThat(api).startsWith("HTTP/1.1 " + (status == 200 ? 404 : 403));
        if (status == 403) {
            assertThat(api).contains("application/problem+json", "a browser's session");
        }
    }

    @Test
    void reads_by_cookie_and_writes_by_header_need_no_origin() throws IOException {
        assertThat(ask("GET", "/sample/page", SESSION + "Sec-Fetch-Site: none\r\n", ""))
                .startsWith("HTTP/1.1 200");
        assertThat(ask("POST", "/sample/page", "Authorization: Bearer operator\r\n", ""))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void nobody_is_signed_in_by_a_page_of_another_origin() throws IOException {
        assertThat(ask("POST", "/sample/form", FORM + "Origin: https://evil.example\r\n", "token=operator"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("belay-token");
    }

    private static String header(String answer, String name) {
        return answer.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
                .findFirst()
                .map(line -> line.substring(name.length() + 2))
                .orElse("");
    }

    private String ask(String method, String path, String headers, String body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), root.getPort())) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: belay.example\r\n" + headers + "Content-Length: "
                    + body.length() + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return String.join("\n", answer.lines().toList());
        }
    }
}
