package dev.belay.console;

import dev.belay.rollout.KnownVersion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version that could be pinned, and what speaks for and against it. */
record VersionLine(
        String version,
        Badge badge,
        boolean ready,
        List<String> problems,
        @Nullable String since,
        @Nullable String until,
        @Nullable String end,
        @Nullable String provedAt,
        @Nullable String word,
        boolean knownGood,
        boolean vetoed) {
    static VersionLine of(KnownVersion known) {
        KnownVersion.Word word = known.word();
        return new VersionLine(
                known.version(),
                badge(known.state()),
                known.ready(),
                known.problems(),
                Times.orNull(known.since()),
                Times.orNull(known.until()),
                known.end(),
                Times.orNull(known.knownGoodAt()),
                word == null ? null : words(word),
                known.state() == KnownVersion.State.KNOWN_GOOD,
                known.state() == KnownVersion.State.VETOED);
    }

    private static Badge badge(KnownVersion.State state) {
        return switch (state) {
            case KNOWN_GOOD -> new Badge("known good", "synced");
            case RUNNING -> new Badge("running", "progressing");
            case UNPROVED -> new Badge("unproved", "unpinned");
            case VETOED -> new Badge("vetoed", "degraded");
        };
    }

    private static String words(KnownVersion.Word word) {
        String said = switch (word.mark()) {
            case KNOWN_GOOD -> "marked known good by ";
            case VETOED -> "vetoed by ";
        };
        return said + word.by() + (word.reason() == null ? "" : ": " + word.reason());
    }

    /** As a query's parameter has it. */
    public String query() {
        return URLEncoder.encode(version, StandardCharsets.UTF_8);
    }
}
