package dev.belay.verify;

import dev.belay.model.AwsScope;
import dev.belay.model.EcsService;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a probe is told of the rollout: one that began at {@link #STARTED}. Without a build, or a service, that one is left alone. */
record World(@Nullable BuildFiles files, @Nullable EcsService api) implements Prober.Context {
    static final Instant STARTED = Instant.parse("2026-11-20T14:50:00Z");
    static final EcsService API = new EcsService(
            AwsScope.DEFAULT, "shop-prod", "shop-api", null, new TreeMap<>(), null, EcsService.STABLE_WITHIN);

    static World of(@Nullable BuildFiles files) {
        return new World(files, API);
    }

    @Override
    public Instant startedAt() {
        return STARTED;
    }

    @Override
    public @Nullable BuildFiles build(String component) {
        return files;
    }

    @Override
    public @Nullable EcsService service(String component) {
        return api;
    }
}
