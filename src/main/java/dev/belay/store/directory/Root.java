package dev.belay.store.directory;

import dev.belay.model.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The directory as people name it; what it leads to may be exchanged, as {@code git-sync} and mounts do. */
record Root(Path path) {
    static final String OURS = ".belay";

    /** What the path led to at one time. */
    record Seen(Path real, @Nullable Object key) {}

    /** @throws dev.belay.model.FailureException when it is missing or no directory: never taken for an empty one */
    Seen look() {
        try {
            Path real = path.toRealPath();
            var attributes = Files.readAttributes(real, BasicFileAttributes.class);
            if (!attributes.isDirectory()) {
                throw new Failure.Invalid(path + " is not a directory").asException();
            }
            return new Seen(real, attributes.fileKey());
        } catch (NoSuchFileException e) {
            throw new Failure.NotFound("there is no directory " + path).asException();
        } catch (IOException e) {
            throw Disk.failure("look at " + path, e);
        }
    }

    /** @throws dev.belay.model.FailureException when the path leads elsewhere by now, so that what was listed is half of each */
    void requireStill(Seen seen) {
        if (!Objects.equals(look(), seen)) {
            throw new Failure.Unavailable(path + " was exchanged while it was read").asException();
        }
    }
}
