package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.S3Place;
import dev.belay.model.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
    @ParameterizedTest
    @CsvSource({
        "'', shop.s3.amazonaws.com, '', true",
        "'', shop.s3.eu-north-1.amazonaws.com, '', true",
        "'', shop.s3-eu-west-1.amazonaws.com, '', true",
        "'', shop.s3.dualstack.eu-north-1.amazonaws.com, '', true",
        "'', shop.s3-website-eu-west-1.amazonaws.com, '', true",
        "'', shop.s3-website.eu-north-1.amazonaws.com, '', true",
        "'', SHOP.s3.cn-north-1.amazonaws.com.cn, '', true",
        "site/, shop.s3.amazonaws.com, /site, true",
        "site/, shop.s3.amazonaws.com, '', false",
        "site/, shop.s3.amazonaws.com, /site2, false",
        "'', shop.s3.amazonaws.com, /site, false",
        "'', shop2.s3.amazonaws.com, '', false",
        "'', xshop.s3.amazonaws.com, '', false",
        "'', shop.s3.amazonaws.com.evil.example, '', false",
        "'', shop.example, '', false",
    })
    void a_distribution_must_fetch_from_the_live_place(String prefix, String domain, String path, boolean fits) {
        var site = Sites.at(new S3Place("shop", prefix));
        var origins = List.of(new SiteApi.Origin("api.shop.example", ""), new SiteApi.Origin(domain, path));
        assertThat(Refusals.origin(site, "E1", origins) == null).isEqualTo(fits);
    }

    @Test
    void a_wrong_origin_is_named() {
        var origins = List.of(new SiteApi.Origin("other.s3.amazonaws.com", "/x"));
        assertThat(Refusals.origin(Sites.at(new S3Place("shop", "")), "E1", origins))
                .isEqualTo(new Standing.Stalled(
                        "WrongOrigin", "distribution E1 fetches from other.s3.amazonaws.com/x, not from s3://shop/"));
    }
}
