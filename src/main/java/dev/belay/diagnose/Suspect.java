package dev.belay.diagnose;

import dev.belay.model.Diagnosis.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cause that may be the one. */
record Suspect(Kind kind, Certainty certainty, Cause cause) {
    private static final int MOST_LINES = 8;

    /** Without log lines. Whatever looks like a secret is masked here, once for all. */
    static Suspect of(
            Kind kind, Certainty certainty, @Nullable String component, String sentence, List<String> evidence) {
        return new Suspect(
                kind,
                certainty,
                new Cause(
                        kind.word(),
                        component,
                        Redaction.line(sentence),
                        evidence.stream()
                                .distinct()
                                .limit(MOST_LINES)
                                .map(Redaction::line)
                                .toList(),
                        kind.advice(),
                        List.of()));
    }

    /** With the last lines of a log, which are masked already. */
    Suspect with(List<String> log) {
        return new Suspect(
                kind,
                certainty,
                new Cause(cause.kind(), cause.component(), cause.sentence(), cause.evidence(), cause.advice(), log));
    }
}
