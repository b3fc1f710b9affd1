package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiteReadinessTest {
    private final Stage stage = new Stage();
    private final SiteReadiness readiness = new SiteReadiness(stage.aws, stage.store);

    @BeforeEach
    void publish() {
        stage.build("v1", Map.of("index.html", "one", "a.js", "a", "b.js", "b", "uploads/x", "x"));
        stage.roll("v1");
    }

    private SiteState.Resolved resolved() {
        return Objects.requireNonNull(stage.state.resolved());
    }

    private List<String> problems() {
        return readiness.problems(stage.site, "v1", resolved().inventory());
    }

    @Test
    void a_build_that_is_as_it_was_is_ready() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void objects_that_are_gone_or_changed_are_counted_and_a_few_named() {
        stage.aws.remove("builds", "v1/a.js");
        stage.aws.put("builds", "v1/index.html", "two", Stage.headersOf("index.html"));
        assertThat(problems())
                .containsExactly(
                        "1 object of the build s3://builds/v1/ missing (a.js)",
                        "1 object of the build s3://builds/v1/ changed since its version was first pinned (index.html)");
    }

    /** The hazard: {@code aws s3 sync --delete} to the bucket's root took the builds with it. */
    @Test
    void an_emptied_build_is_said_to_be_gone() {
        for (String key : List.of("index.html", "a.js", "b.js", "uploads/x")) {
            stage.aws.remove("builds", "v1/" + key);
        }
        assertThat(problems()).containsExactly("the build s3://builds/v1/ is gone: none of its 4 objects is there");
    }

    @Test
    void objects_that_came_since_speak_against_nothing() {
        stage.build("v1", Map.of("new.js", "n"));
        assertThat(problems()).isEmpty();
        assertThat(readiness.look(stage.site, "v1", resolved().inventory()).notes())
                .containsExactly(
                        "1 object came to the build s3://builds/v1/ since, and would not be published (new.js)");
    }

    @Test
    void what_is_kept_is_none_of_the_build() {
        stage.site = Sites.keeping(stage.site, "uploads/**");
        stage.aws.remove("builds", "v1/uploads/x");
        assertThat(problems()).isEmpty();
    }

    @Test
    void an_inventory_that_is_gone_is_a_problem() {
        assertThat(readiness.problems(stage.site, "v0", "inventories/shop/web/versions/v0-00000000"))
                .containsExactly(
                        "the inventory inventories/shop/web/versions/v0-00000000 of version v0 is gone: what the"
                                + " build consisted of is not known any more");
    }

    @Test
    void builds_that_the_target_has_elsewhere_by_now_are_another_build() {
        assertThat(readiness.problems(stage.site, "v2", resolved().inventory()))
                .containsExactly(
                        "version v2 was built in s3://builds/v1/, and the target now has its builds in s3://builds/v2/");
    }

    @Test
    void a_build_that_cannot_be_listed_is_not_ready_and_not_gone() {
        stage.aws.faults(new MemorySite.Faults() {
            @Override
            public void before(String call) {
                throw new Failure.Denied("s3 ListObjectsV2: AccessDenied").asException();
            }
        });
        var look = readiness.look(stage.site, "v1", resolved().inventory());
        assertThat(look.ready()).isFalse();
        assertThat(look.problems()).isEmpty();
        assertThat(look.untold())
                .containsExactly(
                        "can't be told: whether the build s3://builds/v1/ is whole: s3 ListObjectsV2: AccessDenied");
    }
}
