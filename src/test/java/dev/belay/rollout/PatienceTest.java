package dev.belay.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.ComponentReport;
import dev.belay.model.Failure;
import dev.belay.model.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Standing THROTTLED = new Standing.Hindered(new Failure.Throttled("Rate exceeded"));
    private static final Standing INVALIDATING =
            new Standing.Moving(Standing.Stage.INVALIDATE, "invalidation I1 of E1 in progress", Duration.ofSeconds(5));

    private final Patience patience = new Patience();
    private Instant now = Instant.parse("2026-11-20T14:00:00Z");

    @Test
    void a_passing_fault_that_lasts_a_minute_is_stalled() {
        assertThat(after(0, THROTTLED)).isEqualTo(THROTTLED);
        assertThat(after(59, THROTTLED)).isEqualTo(THROTTLED);
        assertThat(after(1, THROTTLED)).isEqualTo(new Standing.Stalled("PassingFault", "Rate exceeded"));
    }

    @Test
    void what_came_forward_meanwhile_has_its_minute_again() {
        after(0, THROTTLED);
        after(40, new Standing.Synced());
        after(10, THROTTLED);
        assertThat(after(50, THROTTLED)).isEqualTo(THROTTLED);
    }

    /** aws-cdk #15891. */
    @Test
    void facts_6_an_invalidation_that_never_ends_is_stalled_after_ten_minutes() {
        after(0, INVALIDATING);
        assertThat(after(599, INVALIDATING)).isEqualTo(INVALIDATING);
        assertThat(after(1, INVALIDATING)).isInstanceOf(Standing.Stalled.class);
    }

    private Standing after(int seconds, Standing standing) {
        now = now.plusSeconds(seconds);
        var reports = new LinkedHashMap<String, ComponentReport>();
        reports.put("web", report(standing));
        return patience.shown("shop", reports, now).get("web").standing();
    }

    private static ComponentReport report(Standing standing) {
        return Samples.report(standing, "v1");
    }
}
