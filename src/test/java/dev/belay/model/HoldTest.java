package dev.belay.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a hold's patterns mean. */
class HoldTest {
    @ParameterizedTest
    @CsvSource({
        "shop,shop,true",
        "shop,shop-2,false",
        "*,shop,true",
        "**,shop,true",
        "shop-*,shop-,true",
        "shop-*,shop,false",
        "*-prod,shop-prod,true",
        "*-prod,shop-production,false",
        "a*a,a,false",
        "a*a,aa,true",
        "a*b*c,a-b-b-c,true",
        "a*b*c,a-c-b,false",
        "ab*bc,abc,false",
        "*a*a*,a,false",
        "*a*a*,banana,true",
        "x*ab*b,xab,false",
        "x*ab*b,xabb,true",
        "x*ab*ab,xabab,true",
        "x*aba*ba,xababa,true",
        "x*aba*ba,xabab,false"
    })
    void a_star_stands_for_any_characters(String pattern, String name, boolean matches) {
        assertThat(Hold.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void many_stars_cost_no_more_than_few() {
        String pattern = "*a".repeat(30) + "b";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(Hold.matches(pattern, "a".repeat(63))).isFalse());
    }
}
