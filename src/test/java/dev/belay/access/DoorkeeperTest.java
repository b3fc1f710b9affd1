package dev.belay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.rollout.Caller;
import dev.belay.verify.BuildFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorkeeperTest {
    private static final Identity LOOPBACK =
            new Identity(new Caller("loopback", Caller.ALL), Role.ADMIN, Means.LOOPBACK);

    private final Doorkeeper open = new Doorkeeper(new Access(List.of(), true));
    private final Doorkeeper closed = new Doorkeeper(new Access(List.of(), false));
    private final Doorkeeper tokens = new Doorkeeper(new Access(
            List.of(
                    new ApiToken("ci", sha256("s3cret"), Role.OPERATOR, List.of("shop-*")),
                    new ApiToken("alice", sha256("älice"), Role.ADMIN, List.of())),
            true));

    @Test
    void nobody_is_let_in_where_nothing_is_configured() {
        assertThat(closed.identify(arrival("127.0.0.1", "localhost:8080", Map.of())))
                .isNull();
        assertThat(closed.refusal()).startsWith("nobody is let in");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost:8080",
        "127.0.0.1, LOCALHOST",
        "127.8.9.1, 127.0.0.1:8080",
        "0:0:0:0:0:0:0:1, [::1]:8080",
        "::ffff:127.0.0.1, localhost"
    })
    void whoever_is_on_this_machine_is_let_in_where_it_is_open(String peer, String host) {
        assertThat(open.identify(arrival(peer, host, Map.of()))).isEqualTo(LOOPBACK);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, localhost",
        "10.0.0.1, 127.0.0.1",
        "fe80::1, localhost",
        "127.0.0.1, evil.example:8080",
        "127.0.0.1, localhost.evil.example",
        "127.0.0.1, 127.0.0.1.evil.example",
        "127.0.0.1, user@localhost.example",
        "127.0.0.1, 10.0.0.1",
        "127.0.0.1, ''",
        "127.0.0.1, '::'"
    })
    void others_and_names_made_to_resolve_to_loopback_are_not(String peer, String host) {
        assertThat(open.identify(arrival(peer, host, Map.of()))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-host", "Forwarded", "X-Real-Ip", "Via"})
    void what_a_proxy_hands_on_does_not_come_from_here(String header) {
        assertThat(open.identify(arrival("127.0.0.1", "localhost", Map.of(header, "127.0.0.1"))))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://localhost:3000",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void a_page_of_another_origin_is_not_let_in(String header, String value) {
        assertThat(open.identify(arrival("127.0.0.1", "localhost:8080", Map.of(header, value))))
                .isNull();
    }

    @Test
    void our_own_page_is_let_in() {
        var headers = Map.of("origin", "http://localhost:8080", "sec-fetch-site", "same-origin");
        assertThat(open.identify(arrival("127.0.0.1", "localhost:8080", headers)))
                .isEqualTo(LOOPBACK);
    }

    @Test
    void a_token_says_who_it_is() {
        assertThat(tokens.identify(arrival("10.0.0.1", "belay.example", Map.of("authorization", "Bearer s3cret"))))
                .isEqualTo(new Identity(new Caller("ci", List.of("shop-*")), Role.OPERATOR, Means.TOKEN));
        assertThat(tokens.identify(arrival("10.0.0.1", "belay.example", Map.of("Authorization", "bearer älice"))))
                .isEqualTo(new Identity(new Caller("alice", Caller.ALL), Role.ADMIN, Means.TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Bearer", "Basic czNjcmV0", "s3cret", ""})
    void a_wrong_token_is_refused_on_loopback_too(String authorization) {
        assertThat(tokens.identify(arrival("127.0.0.1", "localhost", Map.of("Authorization", authorization))))
                .isNull();
    }

    @Test
    void the_hash_itself_is_no_token() {
        assertThat(tokens.identify(
                        arrival("10.0.0.1", "belay.example", Map.of("Authorization", "Bearer " + sha256("s3cret")))))
                .isNull();
    }

    @Test
    void a_hash_that_is_none_is_refused_at_once() {
        assertThatThrownBy(() -> new ApiToken("ci", "s3cret", Role.VIEWER, List.of()))
                .hasMessage("token ci: expected a SHA-256 of 64 hex digits");
    }

    @Test
    void a_cookie_is_as_good_as_the_token_in_it() {
        var ci = new Identity(new Caller("ci", List.of("shop-*")), Role.OPERATOR, Means.TOKEN_COOKIE);
        assertThat(tokens.identify(cookies(cookie("s3cret")))).isEqualTo(ci);
        assertThat(tokens.identify(cookies(cookie("of another Belay"), cookie("s3cret"))))
                .isEqualTo(ci);
        assertThat(tokens.identify(cookies(cookie("wrong")))).isNull();
        assertThat(tokens.identify(cookies("%%%"))).isNull();
        assertThat(tokens.identify(cookies(""))).isNull();
    }

    @Test
    void a_wrong_header_is_not_mended_by_a_cookie() {
        var headers = new TreeMap<>(Map.of("Authorization", "Bearer wrong"));
        assertThat(tokens.identify(
                        new Arrival("10.0.0.1", "10.0.0.1", "https", "b", headers, List.of(cookie("s3cret")))))
                .isNull();
    }

    @Test
    void a_cookie_that_is_no_longer_good_does_not_lock_out_those_on_this_machine() {
        assertThat(tokens.identify(new Arrival(
                        "127.0.0.1", "127.0.0.1", "http", "localhost:8080", new TreeMap<>(), List.of(cookie("wrong")))))
                .isEqualTo(LOOPBACK);
    }

    private static String cookie(String token) {
        return TokenCookie.of(token, true).getValue();
    }

    private static Arrival cookies(String... values) {
        return new Arrival("10.0.0.1", "10.0.0.1", "https", "belay.example", new TreeMap<>(), List.of(values));
    }

    private static Arrival arrival(String peer, String host, Map<String, String> headers) {
        return new Arrival(peer, peer, "http", host, new TreeMap<>(headers), List.of());
    }

    private static String sha256(String token) {
        return BuildFile.sha256(token.getBytes(StandardCharsets.UTF_8));
    }
}
