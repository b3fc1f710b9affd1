package dev.belay.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.NewCookie;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCookieTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain", "a+b/c==", "älice; Path=/", "\"quoted\"", "a\r\nb"})
    void whatever_the_token_is_it_comes_back_and_is_nothing_but_a_value(String token) {
        NewCookie cookie = TokenCookie.of(token, true);
        assertThat(cookie.getValue()).matches("[A-Za-z0-9_-]+");
        assertThat(TokenCookie.token(cookie.getValue())).isEqualTo(token);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo(NewCookie.SameSite.STRICT);
        assertThat(cookie.getPath()).isNull();
        assertThat(cookie.getDomain()).isNull();
        assertThat(cookie.getMaxAge()).isEqualTo(12 * 60 * 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "a b", "_w", "ä"})
    void what_is_not_ours_is_no_token(String value) {
        assertThat(TokenCookie.token(value)).isNull();
    }
}
