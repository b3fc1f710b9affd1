package dev.belay.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    @ParameterizedTest
    @CsvSource({
        "/, , sign-in",
        "/targets, , sign-in?next=targets",
        "/targets/shop, , ../sign-in?next=targets%2Fshop",
        "/targets/shop/, , ../../sign-in?next=targets%2Fshop%2F",
        "/targets/a%2Fb, , ../sign-in?next=targets%2Fa%252Fb",
        "/targets, summary=Drifted&label=a%3Db, sign-in?next=targets%3Fsummary%3DDrifted%26label%3Da%253Db"
    })
    void somebody_unknown_is_sent_to_the_form_that_lies_below_the_same_prefix(
            String path, @Nullable String query, String location) {
        var answer = Pages.unknown(path, query, true, arrival(Map.of()));
        assertThat(answer.getStatus()).isEqualTo(303);
        assertThat(answer.getHeaderString("Location")).isEqualTo(location);
        for (String prefix : List.of("", "/ops/belay")) {
            assertThat(URI.create("https://h" + prefix + path).resolve(location).getPath())
                    .isEqualTo(prefix + "/sign-in");
        }
    }

    @Test
    void a_path_that_could_lead_elsewhere_is_not_come_back_to() {
        assertThat(Pages.unknown("//evil.example", null, true, arrival(Map.of()))
                        .getHeaderString("Location"))
                .isEqualTo("../sign-in");
    }

    @Test
    void what_can_not_be_asked_again_is_not_come_back_to() {
        assertThat(Pages.unknown("/targets/shop/rollback", "x=1", false, arrival(Map.of()))
                        .getHeaderString("Location"))
                .isEqualTo("../../sign-in");
    }

    @Test
    void a_part_of_a_page_has_the_whole_page_asked_for_again() {
        var answer = Pages.unknown("/parts/x", null, true, arrival(Map.of("HX-Request", "true")));
        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getHeaderString("HX-Refresh")).isEqualTo("true");
        assertThat(answer.getHeaderString("Location")).isNull();
    }

    @Test
    void a_link_in_somebody_elses_page_is_asked_for_again_by_our_own() {
        var link = Map.of("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate");
        var answer = Pages.unknown("/targets/shop", null, true, arrival(link));
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat((String) answer.getEntity()).contains("http-equiv=\"refresh\" content=\"0\"");
        var ours = Map.of("Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate");
        assertThat(Pages.unknown("/targets/shop", null, true, arrival(ours)).getStatus())
                .isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({
        "targets/shop-production, ./targets/shop-production",
        "targets?summary=Drifted&label=team%3Dshop, ./targets?summary=Drifted&label=team%3Dshop",
        "?summary=drifted&q=shop, ./?summary=drifted&q=shop",
        "javascript:alert(1), ./javascript:alert(1)" // a path like any other, since it stands after a slash
    })
    void whoever_signed_in_goes_on_where_they_were(String next, String location) {
        assertThat(Pages.next(next)).isEqualTo(location);
        assertThat(URI.create("https://h/ops/sign-in").resolve(location).toString())
                .startsWith("https://h/ops/");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "/",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example",
                "https:evil.example/../..//x",
                "..//evil.example",
                "../other",
                "targets/../../other",
                "targets//x",
                " //evil.example",
                "\t//evil.example",
                "targets\r\nSet-Cookie: a=b",
                "targets#x",
                "targets<script>",
                "?x=//evil.example"
            })
    void no_address_leads_elsewhere(@Nullable String next) {
        assertThat(Pages.next(next)).isEqualTo("./");
        assertThat(Pages.next("x".repeat(1025))).isEqualTo("./");
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html, true",
        "/targets/x, 'text/html,application/xhtml+xml', true",
        "/targets/x, application/json, false",
        "/targets/x, '', false",
        "/api/v1/targets, text/html, false",
        "/api, text/html, false",
        "/apix, text/html, true"
    })
    void a_page_is_what_a_browser_asks_for_outside_of_the_api(String path, String accept, boolean page) {
        assertThat(Pages.isPage(path, arrival(Map.of("accept", accept)).headers()))
                .isEqualTo(page);
    }

    private static Arrival arrival(Map<String, String> headers) {
        return new Arrival("10.0.0.1", "10.0.0.1", "https", "h", new TreeMap<>(headers), List.of());
    }
}
