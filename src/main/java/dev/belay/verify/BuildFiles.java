package dev.belay.verify;

import org.jspecify.annotations.Nullable;

/** The files of a site's build, as they should be served. */
@FunctionalInterface
public interface BuildFiles {
    /**
     * One file of the build.
     *
     * @param key below the build's prefix: {@code assets/app.js}
     * @return null: the build has no such file
     * @throws dev.belay.model.FailureException when the build can't be read
     */
    @Nullable
    BuildFile read(String key);
}
