package dev.belay.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.demo.Cause;
import dev.belay.model.Diagnosis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every cause that can be made to happen on the local cloud, moved into over HTTP and diagnosed from what the services
 * answer: soon after the first tasks failed, and when the service should long have been stable.
 */
class ScoreTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration LATE = Duration.ofMinutes(16);
    private static final List<String> SCORES = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void the_true_cause_is_ranked_first(Cause cause) {
        try (var move = new DemoMove()) {
            cause.seed(move.cloud());
            move.begin();
            move.pass(SOON);
            Diagnosis soon = move.diagnose(move.subject(cause.component()));
            move.pass(LATE);
            Diagnosis late = move.diagnose(move.subject(cause.component()));
            SCORES.add("%-4s %-28s soon %s, late %s"
                    .formatted(hit(cause, soon) && hit(cause, late) ? "hit" : "miss", cause, kinds(soon), kinds(late)));
            assertThat(kinds(soon)).as("soon: %s", soon).startsWith(cause.kind());
            assertThat(kinds(late)).as("late: %s", late).startsWith(cause.kind());
            assertThat(soon.unread()).isEmpty();
        }
    }

    private static boolean hit(Cause cause, Diagnosis diagnosis) {
        return kinds(diagnosis).indexOf(cause.kind()) == 0;
    }

    private static List<String> kinds(Diagnosis diagnosis) {
        return diagnosis.causes().stream().map(Diagnosis.Cause::kind).toList();
    }

    @AfterAll
    static void the_score_is_printed() {
        SCORES.forEach(System.out::println);
        System.out.println("diagnosis: the true cause ranked first in "
                + SCORES.stream().filter(line -> line.startsWith("hit")).count() + " of " + SCORES.size());
    }
}
