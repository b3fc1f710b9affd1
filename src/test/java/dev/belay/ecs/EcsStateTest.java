package dev.belay.ecs;

import static dev.belay.ecs.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Rollout;
import dev.belay.model.Standing;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EcsStateTest {
    private static final PinnedComponent V1 = new PinnedComponent.Version("v1");
    private static final EcsState FULL = new EcsState(
            new EcsState.Resolved(
                    EcsState.asked(V1),
                    Samples.arn(1),
                    "how",
                    new TreeMap<>(Map.of("app", "x:v1")),
                    new TreeMap<>(Map.of("app", "sha256:1"))),
            new EcsState.Registering(EcsState.asked(V1), "api", "hash", null, "how", NOW),
            new EcsState.Updating(Samples.arn(1), "ecs-svc/1", true, NOW),
            new EcsState.Followed("ecs-svc/2", Samples.arn(1), "ecs-svc/1", NOW, true),
            3,
            new EcsState.Fault("no room", NOW),
            new Standing.Ended(Rollout.Outcome.FAILED, "crashed", true));

    @Test
    void it_survives_json_without_annotations() throws JsonProcessingException {
        var json = new ObjectMapper().registerModule(new JavaTimeModule());
        assertThat(json.readValue(json.writeValueAsString(FULL), EcsState.class))
                .isEqualTo(FULL);
        assertThat(json.readValue(json.writeValueAsString(EcsState.NONE), EcsState.class))
                .isEqualTo(EcsState.NONE);
    }

    @Test
    void a_new_rollout_of_the_same_keeps_what_it_was_resolved_to_and_nothing_of_the_last_one() {
        EcsState next = FULL.beginRollout(V1);
        assertThat(next.resolved()).isEqualTo(FULL.resolved());
        assertThat(next.followed()).isNull();
        assertThat(next.ended()).isNull();
    }

    @Test
    void another_version_is_resolved_anew() {
        assertThat(FULL.beginRollout(new PinnedComponent.Version("v2"))).isEqualTo(EcsState.NONE);
    }
}
