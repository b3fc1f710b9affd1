package dev.belay.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.site.SiteApi.Listed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which build is live. */
class LiveBuildTest {
    private static Listed object(String key, String etag, int at) {
        return new Listed(key, etag, 1, Instant.ofEpochSecond(at));
    }

    private static final List<Listed> BUILDS =
            List.of(object("v1/a.js", "a1", 1), object("v1/index.html", "i1", 1), object("v2/index.html", "i2", 2));

    @Test
    void the_build_is_live_all_of_whose_objects_are() {
        var live = List.of(object("a.js", "a1", 9), object("index.html", "i1", 9), object("uploads/x", "u", 9));
        assertThat(LiveBuild.version(live, BUILDS, "/")).isEqualTo("v1");
    }

    @Test
    void a_build_of_which_something_is_missing_or_another_is_not_live() {
        assertThat(LiveBuild.version(List.of(object("index.html", "i1", 9)), BUILDS, "/"))
                .isNull();
        assertThat(LiveBuild.version(List.of(object("a.js", "a0", 9), object("index.html", "i1", 9)), BUILDS, "/"))
                .isNull();
        assertThat(LiveBuild.version(List.of(), List.of(), "/")).isNull();
    }

    @Test
    void of_builds_that_are_live_both_the_larger_is_then_the_newer() {
        var builds =
                List.of(object("v1/index.html", "i", 5), object("v2/index.html", "i", 2), object("v2/b.js", "b", 2));
        assertThat(LiveBuild.version(List.of(object("index.html", "i", 9), object("b.js", "b", 9)), builds, "/"))
                .isEqualTo("v2");
        var same = List.of(object("v1/index.html", "i", 1), object("v2/index.html", "i", 2));
        assertThat(LiveBuild.version(List.of(object("index.html", "i", 9)), same, "/"))
                .isEqualTo("v2");
    }

    @Test
    void where_etags_tell_nothing_names_and_sizes_tell_what_could_be_live() {
        var encrypted = List.of(object("a.js", "x1", 9), object("index.html", "x2", 9));
        assertThat(LiveBuild.version(encrypted, BUILDS, "/")).isNull();
        assertThat(LiveBuild.candidates(encrypted, BUILDS, "/")).containsExactly("v1", "v2");
        assertThat(LiveBuild.candidates(List.of(object("index.html", "x2", 9)), BUILDS, "/"))
                .containsExactly("v2");
        var longer = new Listed("index.html", "x2", 2, Instant.ofEpochSecond(9));
        assertThat(LiveBuild.candidates(List.of(longer), BUILDS, "/")).isEmpty();
    }
}
