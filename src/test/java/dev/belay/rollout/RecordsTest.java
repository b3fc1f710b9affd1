package dev.belay.rollout;

import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.TARGET;
import static dev.belay.rollout.Samples.holdText;
import static dev.belay.rollout.Samples.pinText;
import static dev.belay.rollout.Samples.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Hold;
import dev.belay.model.RecordKind;
import dev.belay.reconcile.VirtualTime;
import dev.belay.rollout.Admission.Wish;
import dev.belay.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the records say of a target, and who is told that they changed. */
class RecordsTest {
    private final MemoryStore store = new MemoryStore();
    private final VirtualTime time = new VirtualTime();
    private final Records records = new Records();
    private final StoreHealth health = new StoreHealth(time, Duration.ofSeconds(15));
    private final List<String> queued = new ArrayList<>();
    private final RecordsPass pass =
            new RecordsPass(store, records, health, time, Duration.ofSeconds(5), (name, priority) -> queued.add(name));

    private List<String> poll() {
        queued.clear();
        pass.run(RecordsPass.KEY);
        return List.copyOf(queued);
    }

    private Desired desired() {
        return records.desired("shop", null, NOW);
    }

    private Holding holding(String... holds) {
        store.edit(RecordKind.TARGET, "shop", TARGET);
        for (int i = 0; i < holds.length; i++) {
            store.edit(RecordKind.HOLD, "h" + i, holdText("h" + i, holds[i]));
        }
        poll();
        return desired().holding();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            targets: [shop], mode: suspend                                 | SUSPEND
            targets: ["s*"], mode: suspend                                 | SUSPEND
            labels: {team: shop}, mode: suspend                            | SUSPEND
            targets: [other], mode: suspend                                |
            labels: {team: other}, mode: suspend                           |
            targets: [shop], mode: suspend, until: 2026-11-20T14:59:59Z    |
            targets: [shop], mode: suspend, until: 2026-11-20T15:00:01Z    | SUSPEND
            targets: [shop], mode: supend                                  | FREEZE
            targets: [other], mode: supend                                 |
            mode: supend                                                   | FREEZE
            """)
    void a_hold_in_force_holds_whom_it_names_and_an_invalid_one_freezes(String spec, Hold.Mode mode) {
        assertThat(holding(spec).mode()).isEqualTo(mode);
    }

    @Test
    void the_strongest_hold_counts() {
        assertThat(holding("mode: nonsense", "targets: [shop], mode: suspend, reason: INC-1"))
                .isEqualTo(new Holding(Hold.Mode.SUSPEND, "hold h1: INC-1"));
    }

    @Test
    void an_invalid_pin_is_told_and_asks_for_nothing() {
        store.edit(RecordKind.TARGET, "shop", TARGET);
        store.edit(RecordKind.PIN, "shop", pinText("verson: v1"));
        poll();
        assertThat(desired().wish()).isInstanceOf(Wish.Invalid.class);
        assertThat(desired().problems()).anyMatch(problem -> problem.contains("verson"));
    }

    @Test
    void a_pin_of_an_invalid_target_must_fit_the_one_in_force() {
        store.edit(RecordKind.TARGET, "shop", "kind: Target");
        store.edit(RecordKind.PIN, "shop", pinText("version: v1"));
        poll();
        assertThat(desired().wish()).isInstanceOf(Wish.Invalid.class);
        assertThat(records.desired("shop", target(), NOW).wish()).isInstanceOf(Wish.Wanted.class);
        store.edit(RecordKind.PIN, "shop", pinText("components: {nothing: {version: v1}}"));
        poll();
        assertThat(records.desired("shop", target(), NOW).wish()).isInstanceOf(Wish.Invalid.class);
    }

    @Test
    void only_those_whose_records_changed_are_looked_at() {
        store.edit(RecordKind.TARGET, "shop", TARGET);
        store.edit(
                RecordKind.TARGET,
                "other",
                TARGET.replace("name: shop", "name: other")
                        .replace("service: api", "service: other")
                        .replace("bucket: live", "bucket: other")
                        .replace("s3://builds", "s3://others"));
        assertThat(poll()).containsExactly("other", "shop");
        assertThat(poll()).isEmpty();
        store.edit(RecordKind.PIN, "shop", pinText("version: v1"));
        assertThat(poll()).containsExactly("shop");
        store.edit(RecordKind.HOLD, "stop", holdText("stop", "targets: [other], mode: suspend"));
        assertThat(poll()).containsExactly("other");
        store.remove(RecordKind.TARGET, "other");
        assertThat(poll()).containsExactly("other");
    }

    @Test
    void a_listing_that_failed_deletes_nothing_and_all_are_looked_at_when_it_works_again() {
        store.edit(RecordKind.TARGET, "shop", TARGET);
        poll();
        store.goAway();
        assertThat(poll()).isEmpty();
        assertThat(desired().exists()).isTrue();
        assertThat(health.fresh()).isFalse();
        store.comeBack();
        assertThat(poll()).containsExactly("shop");
        assertThat(health.fresh()).isTrue();
    }

    @Test
    void a_look_that_a_notification_asks_for_waits_until_the_last_one_is_a_second_old() {
        assertThat(pass.untilNextLook()).isNegative();
        poll();
        assertThat(pass.untilNextLook()).isEqualTo(Duration.ofSeconds(1));
        time.pass(Duration.ofMillis(400));
        assertThat(pass.untilNextLook()).isEqualTo(Duration.ofMillis(600));
        time.pass(Duration.ofMinutes(1));
        assertThat(pass.untilNextLook()).isNegative();
    }
}
