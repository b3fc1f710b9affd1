package dev.belay.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReferenceTest {
    private static final String A = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/";
    private static final String D = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            A/shop-api:v1,                                   shop-api, v1,     -
            A/team/shop-api:prod-20261119-0900,              team/shop-api, prod-20261119-0900, -
            A/shop-api,                                      shop-api, latest, -
            A/shop-api@D,                                    shop-api, -,      D
            A/shop-api:v1@D,                                 shop-api, v1,     D
            123456789012.dkr-ecr.eu-north-1.on.aws/shop-api:v1, shop-api, v1, -
            registry.example/shop-api:v1,                    -,        v1,     -
            localhost:5000/shop-api,                         -,        latest, -
            nginx,                                           -,        latest, -
            public.ecr.aws/nginx/nginx:1.27,                 -,        1.27,   -
            evil.example/A/shop-api:v1,                      -,        v1,     -
            A/shop-api:v1@md5:00,                            -,        -,      -
            """)
    void an_image_is_taken_apart(
            String text, @Nullable String repository, @Nullable String tag, @Nullable String digest) {
        var image = ImageReference.parse(whole(text));
        assertThat(image.text()).isEqualTo(whole(text));
        assertThat(image.tag()).isEqualTo(tag);
        assertThat(image.digest()).isEqualTo(digest == null ? null : D);
        assertThat(image.repository())
                .isEqualTo(
                        repository == null
                                ? null
                                : new ImageRegistry.Repository("123456789012", "eu-north-1", repository));
    }

    private static String whole(String text) {
        return text.replace("A/", A).replace("@D", "@" + D);
    }
}
