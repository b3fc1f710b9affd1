package dev.belay.store;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who writes. Everything written carries its writer and a sequence number, since conditional writes can lie: one that is
 * sent again after its first reply was lost finds its own work and answers "lost the race".
 */
public final class Writer {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private final String id;
    private final AtomicLong sequence = new AtomicLong();

    /**
     * The writer of one process.
     *
     * @param id unique to this start of this process, of letters, digits and {@code .-_}
     */
    public Writer(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("no id of a writer: " + id);
        }
        this.id = id;
    }

    /** One write, told from all others. */
    public record Stamp(String writer, long sequence) {
        @Override
        public String toString() {
            return writer + "#" + sequence;
        }
    }

    /** A stamp that no write had before. */
    public Stamp stamp() {
        return new Stamp(id, sequence.incrementAndGet());
    }

    /**
     * Makes a conditional write, and where it seems to have failed looks whether it is stored all the same.
     *
     * @param write returns the new revision
     * @param stored looks for the write by its stamp; null: what is there is not of this write
     * @throws FailureException as {@code write} threw it; {@link Failure.Unavailable} when the look failed, since then
     *     nobody knows
     */
    public static String settled(Supplier<String> write, Supplier<@Nullable String> stored) {
        try {
            return write.get();
        } catch (FailureException failed) {
            if (!perhapsStored(failed.failure())) {
                throw failed;
            }
            String revision = look(stored, failed);
            if (revision == null) {
                throw failed;
            }
            return revision;
        }
    }

    private static boolean perhapsStored(Failure failure) {
        return switch (failure) {
            case Failure.Conflict c -> true;
            case Failure.Unavailable u -> true;
            case Failure.Throttled t -> true;
            case Failure.Denied d -> false;
            case Failure.NotFound n -> false;
            case Failure.Invalid i -> false;
        };
    }

    private static @Nullable String look(Supplier<@Nullable String> stored, FailureException failed) {
        try {
            return stored.get();
        } catch (FailureException unknown) {
            failed.addSuppressed(unknown);
            String message = failed.failure().message() + "; whether it is stored could not be seen: "
                    + unknown.failure().message();
            throw new FailureException(new Failure.Unavailable(message), failed);
        }
    }
}
