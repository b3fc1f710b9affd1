package dev.belay.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lease as it is stored: one document for all replicas, changed by compare-and-swap only. It holds no time: how old it is, each
 * replica tells by how long it saw it unchanged.
 *
 * @param term raised by every new holder
 * @param holder id of the replica that acts; empty: it was given back
 * @param beat raised at every renewal, from which others see that the holder lives
 * @param said how many statuses the holder wrote in this term, from which others see that there is something to read
 * @param knocks names of targets that others want looked at now; empty: the records alone
 */
record Lease(long term, String holder, long beat, long said, SortedSet<String> knocks) {
    /** Where it is stored. */
    static final String PATH = "lease/leader";

    /** More targets than this have no need to be told of one by one: the poll finds them. */
    private static final int MOST_KNOCKS = 200;

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    Lease {
        knocks = knocks == null ? new TreeSet<>() : new TreeSet<>(knocks);
        holder = holder == null ? "" : holder;
    }

    static Lease first(String holder) {
        return new Lease(1, holder, 1, 0, new TreeSet<>());
    }

    /** The lease that takes over from this one. */
    Lease takenBy(String replica, long newTerm) {
        return new Lease(newTerm, replica, beat + 1, 0, new TreeSet<>());
    }

    Lease renewed(long newSaid) {
        return new Lease(term, holder, beat + 1, newSaid, new TreeSet<>());
    }

    Lease givenBack() {
        return new Lease(term, "", beat + 1, said, knocks);
    }

    Lease knocked(String target) {
        var more = new TreeSet<>(knocks);
        if (more.size() < MOST_KNOCKS) {
            more.add(target);
        }
        return new Lease(term, holder, beat, said, more);
    }

    boolean unheld() {
        return holder.isEmpty();
    }

    /** Whether it is as it was, as far as whether the holder lives goes. */
    boolean isAsOldAs(@Nullable Lease other) {
        return other != null && term == other.term && beat == other.beat && holder.equals(other.holder);
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a lease can always be written", e);
        }
    }

    /** Reads a lease; null: it is none, since somebody edited it. */
    static @Nullable Lease read(String text) {
        try {
            return JSON.readValue(text, Lease.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
