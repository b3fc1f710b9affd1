package dev.belay.ecs;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Readiness;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what a look at a revision's surroundings comes to. Who does not answer, or throttles, is asked no more. */
final class Inspection {
    private final List<String> problems = new ArrayList<>();
    private final List<String> untold = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> silent = new HashSet<>();

    void problem(String sentence) {
        problems.add(sentence);
    }

    void untold(String what) {
        untold.add("can't be told: " + what);
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    /**
     * Asks, and goes on with the answer where there is one.
     *
     * @param whom one that is silent for all its questions
     * @param whether what can't be told otherwise
     */
    <T extends @Nullable Object> void ask(String whom, String whether, Supplier<T> question, Consumer<T> then) {
        if (silent.contains(whom)) {
            return;
        }
        T answer;
        try {
            answer = question.get();
        } catch (FailureException e) {
            boolean passing = e.failure() instanceof Failure.Unavailable || e.failure() instanceof Failure.Throttled;
            untold(whether + ": " + e.failure().message() + (passing ? "; nothing more was asked of " + whom : ""));
            if (passing) {
                silent.add(whom);
            }
            return;
        }
        then.accept(answer);
    }

    Readiness result() {
        return new Readiness(problems, untold, notes);
    }
}
