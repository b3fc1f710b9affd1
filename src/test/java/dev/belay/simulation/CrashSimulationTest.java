package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One thing goes wrong at each single call of a few rollouts that writes anything, be it in AWS or in the store, one run
 * for each: in the end all is as pinned, and on the way no promise is broken.
 */
@ExtendWith(Quiet.class)
class CrashSimulationTest {
    @Test
    void a_crash_right_before_any_effect_loses_nothing() {
        atEveryWrite(new Fate.CrashBefore());
    }

    @Test
    void a_crash_right_after_any_effect_loses_nothing_and_makes_nothing_twice() {
        atEveryWrite(new Fate.CrashAfter());
    }

    @Test
    void a_lost_reply_of_any_effect_makes_nothing_twice() {
        atEveryWrite(new Fate.LostReply());
    }

    @Test
    void an_effect_that_lands_late_is_put_right() {
        atEveryWrite(new Fate.Late(Duration.ofSeconds(9)));
    }

    @Test
    void an_effect_that_is_refused_once_is_tried_again() {
        atEveryWrite(new Fate.Refused(new Failure.Throttled("Rate exceeded")));
    }

    @Test
    void a_crash_right_after_any_effect_of_a_revert_and_of_telling_of_it_loses_nothing() {
        List<String> seen = new EachWrite(1, new Fate.CrashAfter()).of(CrashSimulationTest::fall);
        assertThat(seen).as("the story").anyMatch(call -> call.startsWith("couriers.deliver reverted"));
    }

    @Test
    void a_lost_reply_of_any_effect_of_a_revert_and_of_telling_of_it_loses_nothing() {
        new EachWrite(1, new Fate.LostReply()).of(CrashSimulationTest::fall);
    }

    private static void atEveryWrite(Fate fate) {
        assertThat(new EachWrite(1, fate).of(CrashSimulationTest::story))
                .as("the story")
                .anyMatch(call -> call.startsWith("ecs.register"))
                .anyMatch(call -> call.startsWith("ecs.update"))
                .anyMatch(call -> call.startsWith("site.copy"))
                .anyMatch(call -> call.startsWith("site.delete"))
                .anyMatch(call -> call.startsWith("site.createInvalidation"))
                .anyMatch(call -> call.startsWith("documents.write state"));
    }

    /** There and back again, and on; files of the version in between are pruned. */
    static Simulation.Script story(Fate.Fates fates) {
        return it -> {
            it.world().fates(fates);
            it.pin("v1");
            it.pass(Duration.ofSeconds(75));
            it.pin("v2");
            it.pass(Duration.ofSeconds(75));
            it.pin("v1");
            it.pass(Duration.ofSeconds(75));
            it.pin("v3");
            it.converges("v3");
        };
    }

    /** A version fails and what was before it is put back. Where the fault takes that away, the end is the same. */
    static Simulation.Script fall(Fate.Fates fates) {
        return it -> {
            it.telling("revert");
            it.pin("v1");
            it.provesGood("v1");
            it.world().fates(fates);
            it.pin(Builds.SICK);
            it.await(
                    "gone back",
                    () -> it.root().reverted().equals("v1") && it.isProved()
                            ? it.world().promises().differences("v1")
                            : List.of("not yet"));
            it.everybodyIsTold();
        };
    }
}
