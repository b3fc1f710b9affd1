package dev.belay.announce;

import dev.belay.model.Diagnosis;
import org.jspecify.annotations.Nullable;

/** A diagnosis in a few lines: causes, evidence and advice. Lines of logs stay with the operators. */
final class Explanation {
    private static final int FURTHER_CAUSES = 2;
    private static final int LINES_OF_EVIDENCE = 3;

    private Explanation() {}

    /** Empty: there is no diagnosis. */
    static String of(@Nullable Diagnosis diagnosis) {
        if (diagnosis == null) {
            return "";
        }
        if (diagnosis.causes().isEmpty()) {
            return "Nothing that was looked at explains it.";
        }
        var text = new StringBuilder();
        Diagnosis.Cause likely = diagnosis.causes().getFirst();
        text.append("Most likely: ").append(Words.sentence(likely.sentence()));
        likely.evidence().stream()
                .limit(LINES_OF_EVIDENCE)
                .forEach(line -> text.append("\n- ").append(Words.line(line, 200)));
        text.append("\nWhat to do: ").append(Words.sentence(likely.advice()));
        diagnosis.causes().stream()
                .skip(1)
                .limit(FURTHER_CAUSES)
                .forEach(cause -> text.append("\nAlso possible: ").append(Words.sentence(cause.sentence())));
        return text.toString();
    }
}
