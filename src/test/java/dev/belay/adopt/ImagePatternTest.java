package dev.belay.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which part of a tag is the version. */
class ImagePatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            r/shop-api:20261119-0900         | -             | r/shop-api:{version}       | 20261119-0900
            r:5000/shop-api:v1.2.3-rc1       | -             | r:5000/shop-api:{version}  | v1.2.3-rc1
            r/shop-api:prod-20261119-0900    | -             | r/shop-api:prod-{version}  | 20261119-0900
            r/shop-api:main-3f2a9bc          | -             | r/shop-api:main-{version}  | 3f2a9bc
            r/shop-api:3f2a9bc               | -             | r/shop-api:{version}       | 3f2a9bc
            r/shop-api:api-7-eu              | 7             | r/shop-api:api-{version}-eu | 7
            r/shop-api:latest                | -             | -                          | -
            r/shop-api:stable                | 7             | -                          | -
            r:5000/shop-api                  | -             | -                          | -
            """)
    void a_tag_is_taken_apart(String image, String known, String pattern, String version) {
        var found = ImagePattern.of(image, known);
        assertThat(found.map(ImagePattern::pattern).orElse(null)).isEqualTo(pattern);
        assertThat(found.map(ImagePattern::version).orElse(null)).isEqualTo(version);
    }
}
