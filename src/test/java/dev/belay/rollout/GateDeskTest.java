package dev.belay.rollout;

import static dev.belay.rollout.Samples.FREEZE;
import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.SUSPEND;
import static dev.belay.rollout.Samples.failed;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.proved;
import static dev.belay.rollout.Samples.repinned;
import static dev.belay.rollout.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pipelines are told. */
class GateDeskTest {
    /** v1 is known good, v2 failed. */
    private static Root root() {
        Root first = proved(succeeded(pinned("version: v1"), NOW));
        return failed(repinned(first, "version: v2"), NOW.plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -       | -  | true  | no hold is in force
            -       | v3 | true  | no hold is in force
            -       | v2 | true  | but v2 is vetoed
            freeze  | -  | false | frozen by hold inc-482: login fails
            freeze  | v3 | false | v3 is not known good
            freeze  | v2 | false | v2 is not known good
            freeze  | v1 | true  | v1 passes the freeze
            suspend | v1 | false | suspended by hold stop
            """)
    void the_gate_says_what_a_pin_written_now_would_meet(
            @Nullable String hold, @Nullable String version, boolean go, String reason) {
        Holding holding = hold == null ? Holding.NONE : hold.equals("freeze") ? FREEZE : SUSPEND;
        GateAnswer answer = GateDesk.answer(root(), Samples.target(), holding, version);
        assertThat(answer.go()).isEqualTo(go);
        assertThat(answer.reason()).contains(reason);
    }
}
