package dev.belay.console;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How far something has come: {@code done} of {@code of}. */
record Progress(long done, long of) {
    private static final Pattern OF = Pattern.compile("\\b(\\d{1,9}) of (\\d{1,9})\\b");

    /** As words tell it, such as {@code 2 of 4 tasks on shop-api:123}; null: they don't. */
    static @Nullable Progress in(@Nullable String words) {
        if (words == null) {
            return null;
        }
        var found = OF.matcher(words);
        if (!found.find()) {
            return null;
        }
        long done = Long.parseLong(found.group(1));
        long of = Long.parseLong(found.group(2));
        return of == 0 || done > of ? null : new Progress(done, of);
    }
}
