package dev.belay.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderTest {
    @ParameterizedTest(name = "site {0}, origin {1}: {2}")
    @CsvSource({
        "same-origin, https://belay.example, OUR_PAGE",
        "same-origin, , OUR_PAGE",
        "same-origin, http://belay.internal:8080, OUR_PAGE", // a proxy that is not trusted rewrote the host; the
        // browser knows
        "none, , PERSON",
        "none, https://belay.example, PERSON",
        "none, https://evil.example, FOREIGN_PAGE",
        "same-site, , FOREIGN_PAGE",
        "same-site, https://belay.example, FOREIGN_PAGE",
        "cross-site, , FOREIGN_PAGE",
        "cross-site, https://belay.example, FOREIGN_PAGE",
        "anything, https://belay.example, FOREIGN_PAGE",
        "'', https://belay.example, FOREIGN_PAGE",
        "'same-origin,cross-site', , FOREIGN_PAGE",
        ", , UNSAID",
        ", https://belay.example, OUR_PAGE",
        ", HTTPS://Belay.Example, OUR_PAGE",
        ", http://belay.example, FOREIGN_PAGE",
        ", https://belay.example:8443, FOREIGN_PAGE",
        ", https://belay.example.evil.example, FOREIGN_PAGE",
        ", https://evil.example, FOREIGN_PAGE",
        ", null, FOREIGN_PAGE",
        ", '', FOREIGN_PAGE",
        ", 'https://belay.example,https://belay.example', FOREIGN_PAGE"
    })
    void whose_page_it_is_is_what_the_browser_says(@Nullable String site, @Nullable String origin, Sender expected) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        if (site != null) {
            headers.put("sec-fetch-site", site);
        }
        if (origin != null) {
            headers.put("origin", origin);
        }
        assertThat(Sender.of("https://belay.example", headers)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https, Belay.Example, https://belay.example",
        "https, belay.example:443, https://belay.example",
        "https, belay.example:80, https://belay.example:80",
        "http, belay.example:80, http://belay.example",
        "http, localhost:8080, http://localhost:8080",
        "http, '[::1]:8080', http://[::1]:8080"
    })
    void an_origin_is_without_the_port_that_goes_without_saying(String scheme, String host, String origin) {
        assertThat(Sender.origin(scheme, host)).isEqualTo(origin);
    }
}
