package dev.belay.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** The daemon over an empty store, so that only what a test puts in its place is asked. */
public interface ApiProfile extends QuarkusTestProfile {
    @Override
    default Map<String, String> getConfigOverrides() {
        try {
            String store = Files.createTempDirectory("belay-api").toString();
            return Map.of(
                    "belay.store.kind",
                    "directory",
                    "belay.store.directory.path",
                    store,
                    "belay.api.limits.reads",
                    "100000",
                    "belay.api.limits.writes",
                    "100000",
                    "belay.api.limits.failures",
                    "100000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
