package dev.belay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.rollout.KnownVersion;
import dev.belay.rollout.VersionMark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version that could be pinned, and the evidence for it. What is not known is not there. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VersionView(
        String version,
        String state,
        boolean ready,
        List<String> problems,
        @Nullable String since,
        @Nullable String until,
        @Nullable String end,
        @Nullable String knownGoodAt,
        @Nullable WordView word) {
    /** What a person said. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WordView(String state, String by, @Nullable String reason, String at) {
        static WordView of(KnownVersion.Word word) {
            return new WordView(state(word.mark()).word(), word.by(), word.reason(), Words.time(word.at()));
        }

        private static KnownVersion.State state(VersionMark mark) {
            return switch (mark) {
                case KNOWN_GOOD -> KnownVersion.State.KNOWN_GOOD;
                case VETOED -> KnownVersion.State.VETOED;
            };
        }
    }

    static VersionView of(KnownVersion known) {
        KnownVersion.Word word = known.word();
        return new VersionView(
                known.version(),
                known.state().word(),
                known.ready(),
                known.problems(),
                Words.timeOrNull(known.since()),
                Words.timeOrNull(known.until()),
                known.end(),
                Words.timeOrNull(known.knownGoodAt()),
                word == null ? null : WordView.of(word));
    }
}
