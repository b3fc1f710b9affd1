package dev.belay.api;

import dev.belay.access.Problem;
import dev.belay.rollout.Expected;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What a request says it saw before: {@code If-Match} and {@code If-None-Match}. */
final class Preconditions {
    private Preconditions() {}

    /** For what must not be replaced unseen: 428 where nothing is said. */
    static Expected needed(HttpHeaders headers) {
        Expected expected = said(headers);
        if (expected == null) {
            throw Problem.of(428, "say what you saw: If-Match with its revision, or If-None-Match: * for a new one")
                    .asException();
        }
        return expected;
    }

    /** For what may be replaced unseen. */
    static Expected wanted(HttpHeaders headers) {
        Expected expected = said(headers);
        return expected == null ? new Expected.Anything() : expected;
    }

    /** For what must be there: the revision. */
    static String revision(HttpHeaders headers) {
        return switch (needed(headers)) {
            case Expected.Revision revision -> revision.revision();
            case Expected.Absent absent -> throw bad("expected If-Match with a revision, found If-None-Match");
            case Expected.Anything anything -> throw bad("expected If-Match with a revision");
        };
    }

    /** A revision as an entity tag. */
    static String tag(String revision) {
        return '"' + revision + '"';
    }

    private static @Nullable Expected said(HttpHeaders headers) {
        String match = headers.getHeaderString("If-Match");
        String noneMatch = headers.getHeaderString("If-None-Match");
        if (match != null && noneMatch != null) {
            throw bad("If-Match and If-None-Match can't both be obeyed");
        }
        if (noneMatch != null) {
            if (!noneMatch.strip().equals("*")) {
                throw bad("expected If-None-Match: *, found " + noneMatch);
            }
            return new Expected.Absent();
        }
        return match == null ? null : new Expected.Revision(untagged(match.strip()));
    }

    /** Quotes may be forgotten; a star says that nothing was seen, and a weak or a second tag nothing certain. */
    private static String untagged(String tag) {
        boolean quoted = tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"");
        String revision = quoted ? tag.substring(1, tag.length() - 1) : tag;
        if (revision.isEmpty() || revision.equals("*") || revision.contains("\"") || revision.contains(",")) {
            throw bad("expected one revision in If-Match, found " + tag);
        }
        return revision;
    }

    private static RuntimeException bad(String detail) {
        return Problem.of(400, detail).asException();
    }
}
