package dev.belay.ecs;

import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a family's revisions. A revision never changes, so what was once learnt of it is kept: its images
 * and the hash of its canonical content, never the content. Looks newest first, a slice at a time. Safe for use by many
 * threads.
 */
final class RevisionCatalogue {
    private static final int KEPT_FACTS = 50_000;
    private static final int KEPT_FAMILIES = 200;
    private static final int READS_A_SLICE = 20;
    private static final int PAGES_A_SLICE = 5;

    private final Map<String, Facts> facts = bounded(KEPT_FACTS);
    private final Map<String, Listing> listings = bounded(KEPT_FAMILIES);

    /** What is kept of a revision. */
    record Facts(String hash, SortedMap<String, String> images) {
        static Facts of(TaskDefinition revision) {
            return new Facts(Canonical.hash(revision.content()), revision.images());
        }
    }

    /** What a look came to. */
    sealed interface Search {
        /** The newest ACTIVE revision that was looked for. */
        record Match(String arn, Facts facts) implements Search {}

        /**
         * No ACTIVE revision is like that.
         *
         * @param newest ARN of the newest of all; null: the family has none
         */
        record None(@Nullable String newest) implements Search {}

        /** The slice is over; look on. */
        record Unfinished(int seen) implements Search {}
    }

    /** ARNs of a family, newest first, as far as they were listed. */
    private record Listing(List<String> arns, @Nullable String next) {}

    /** The newest ACTIVE revision that fits and is none of {@code except}, down to {@code until} where that is given. */
    Search find(
            EcsApi api,
            AwsScope scope,
            String family,
            Predicate<Facts> fits,
            Set<String> except,
            @Nullable String until) {
        String key = ServiceObserver.key(scope) + " " + family;
        Listing listing = newest(api, scope, family, key);
        String top = listing.arns().isEmpty() ? null : listing.arns().getFirst();
        int pages = 1;
        int reads = 0;
        int seen = 0;
        while (true) {
            for (; seen < listing.arns().size(); seen++) {
                String arn = listing.arns().get(seen);
                if (until != null && TaskDefinition.revision(arn) <= TaskDefinition.revision(until)) {
                    return new Search.None(top);
                }
                Facts known = known(arn);
                if (known == null && reads++ == READS_A_SLICE) {
                    return new Search.Unfinished(seen);
                }
                TaskDefinition read = known == null ? read(api, scope, arn) : null;
                Facts it = read == null ? Objects.requireNonNull(known) : Facts.of(read);
                if (fits.test(it) && !except.contains(arn) && active(api, scope, arn, read, key)) {
                    return new Search.Match(arn, it);
                }
            }
            if (listing.next() == null) {
                return new Search.None(top);
            }
            if (pages++ == PAGES_A_SLICE) {
                return new Search.Unfinished(seen);
            }
            listing = more(api, scope, family, key, listing);
        }
    }

    /** What is known of one revision; reads it where that is nothing. */
    Facts facts(EcsApi api, AwsScope scope, String arn) {
        Facts known = known(arn);
        return known == null ? Facts.of(read(api, scope, arn)) : known;
    }

    private TaskDefinition read(EcsApi api, AwsScope scope, String arn) {
        TaskDefinition read = api.taskDefinition(scope, arn);
        synchronized (this) {
            facts.put(arn, Facts.of(read));
        }
        return read;
    }

    private synchronized @Nullable Facts known(String arn) {
        return facts.get(arn);
    }

    /** Lists from the top until what was listed before is reached. */
    private Listing newest(EcsApi api, AwsScope scope, String family, String key) {
        Listing before = listing(key);
        EcsApi.Page page = api.revisions(scope, family, null);
        int joint = page.next() == null ? -1 : before.arns().indexOf(page.arns().getLast());
        if (joint < 0) {
            return keep(key, new Listing(page.arns(), page.next()));
        }
        List<String> arns = new ArrayList<>(page.arns());
        arns.addAll(before.arns().subList(joint + 1, before.arns().size()));
        return keep(key, new Listing(List.copyOf(arns), before.next()));
    }

    private Listing more(EcsApi api, AwsScope scope, String family, String key, Listing so) {
        try {
            EcsApi.Page page = api.revisions(scope, family, so.next());
            List<String> arns = new ArrayList<>(so.arns());
            arns.addAll(page.arns());
            return keep(key, new Listing(List.copyOf(arns), page.next()));
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.Invalid) {
                forget(key);
            }
            throw e;
        }
    }

    /**
     * What was listed may have been deregistered since.
     *
     * @param read just now; null: it was not
     */
    private boolean active(EcsApi api, AwsScope scope, String arn, @Nullable TaskDefinition read, String key) {
        boolean active = (read == null ? api.taskDefinition(scope, arn) : read).active();
        if (!active) {
            forget(key);
        }
        return active;
    }

    private synchronized Listing listing(String key) {
        return listings.getOrDefault(key, new Listing(List.of(), null));
    }

    private synchronized Listing keep(String key, Listing listing) {
        listings.put(key, listing);
        return listing;
    }

    private synchronized void forget(String key) {
        listings.remove(key);
    }

    private static <V> Map<String, V> bounded(int size) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > size;
            }
        };
    }
}
