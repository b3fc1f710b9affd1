package dev.belay.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.announce.Delivery;
import dev.belay.model.Condition;
import dev.belay.model.Diagnosis;
import dev.belay.model.RecordKind;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Summary;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is done beside the passes, from the first look to the rollout's evidence: diagnoses, announcements, readiness. */
class ErrandsTest {
    private static final String ANNOUNCED = House.TARGET.replace(
            "  soak: PT0S\n",
            "  soak: PT0S\n  onFailure: revert\n  announce: [{webhook: \"https://hooks.example/belay\"}]\n");

    private final House house = new House();

    /** v1 is known good, and people want to be told. */
    private void v1IsKnownGood() {
        house.store.edit(RecordKind.TARGET, "shop", ANNOUNCED);
        house.pin("version: v1");
        house.settle();
        house.settle();
    }

    private Rollout last() {
        return Objects.requireNonNull(house.status().lastRollout());
    }

    private List<String> told() {
        return house.letters.stream()
                .map(letter -> letter.announcement().kind().word())
                .toList();
    }

    private Condition condition(Condition.Type type) {
        return house.status().conditions().stream()
                .filter(condition -> condition.type() == type)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void people_are_told_of_a_rollout_once_in_its_order_and_it_stands_in_its_evidence() {
        v1IsKnownGood();
        assertThat(told()).containsExactly("started", "restored", "knownGood");
        assertThat(last().told()).extracting(Rollout.Told::what).containsExactly("started", "restored", "knownGood");
    }

    @Test
    void a_receiver_that_is_down_holds_up_no_rollout_and_is_tried_again() {
        house.delivery = new Delivery.Failed("connection refused");
        v1IsKnownGood();
        assertThat(house.summary()).isEqualTo(Summary.SYNCED);
        assertThat(last().told()).isEmpty();
        house.delivery = new Delivery.Delivered("ok");
        for (int i = 0; i < 8; i++) {
            house.time.pass(Duration.ofMinutes(1));
            house.settle();
        }
        assertThat(last().told()).hasSize(3);
    }

    @Test
    void what_failed_is_diagnosed_before_it_is_reverted_and_people_are_told_both() {
        v1IsKnownGood();
        house.diagnosis = new Diagnosis(
                house.time.instant(),
                List.of(new Diagnosis.Cause("CheckFails", null, "health fails", List.of(), "roll back", List.of())),
                List.of());
        house.healthy = false;
        house.pin("version: v2");
        house.poll();
        for (int i = 0; i < 90 && house.root().admitted().course().failed() == null; i++) {
            house.pass();
            house.time.pass(Duration.ofSeconds(1));
            house.poll();
        }
        house.healthy = true;
        house.settle();
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
        assertThat(house.subjects).hasSize(1);
        assertThat(told()).contains("reverted");
        Rollout failed = house.desk().rollouts("shop") instanceof Reply.Done<List<Rollout>>(List<Rollout> all)
                ? all.stream()
                        .filter(rollout -> rollout.outcome() == Outcome.REVERTED)
                        .findFirst()
                        .orElseThrow()
                : null;
        assertThat(Objects.requireNonNull(failed).diagnosis()).isEqualTo(house.diagnosis);
        assertThat(failed.told()).extracting(Rollout.Told::what).contains("reverted");
    }

    @Test
    void whether_a_rollback_would_work_is_known_before_it_is_needed() {
        v1IsKnownGood();
        house.pin("version: v2");
        house.settle();
        house.settle();
        assertThat(condition(Condition.Type.READY))
                .extracting(Condition::status, Condition::message)
                .containsExactly(Condition.Truth.TRUE, "a rollback to v1 would work now");
    }

    @Test
    void a_build_that_was_emptied_is_noticed_before_somebody_needs_it() {
        v1IsKnownGood();
        house.pin("version: v2");
        house.settle();
        house.aws.remove("builds", "v1/index.html");
        house.restart();
        house.settle();
        house.settle();
        assertThat(condition(Condition.Type.READY).status()).isEqualTo(Condition.Truth.FALSE);
        assertThat(condition(Condition.Type.READY).message()).contains("v1").contains("none of its 1 object is there");
    }

    @Test
    void letters_that_were_claimed_when_the_daemon_died_are_sent_by_the_next_one() {
        house.delivery = new Delivery.Failed("it died in the middle");
        v1IsKnownGood();
        house.delivery = new Delivery.Delivered("ok");
        house.restart();
        for (int i = 0; i < 8; i++) {
            house.time.pass(Duration.ofMinutes(1));
            house.settle();
        }
        assertThat(last().told()).extracting(Rollout.Told::what).containsExactly("started", "restored", "knownGood");
    }
}
