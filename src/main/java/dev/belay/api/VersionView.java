package dev.belay.api;

import dev.belay.rollout.KnownVersion;
import java.util.List;

/** A version that could be pinned. */
record VersionView(String version, String state, boolean ready, List<String> problems) {
    static VersionView of(KnownVersion known) {
        return new VersionView(known.version(), known.state().word(), known.ready(), known.problems());
    }
}
