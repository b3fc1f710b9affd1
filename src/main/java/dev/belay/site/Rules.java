package dev.belay.site;

import dev.belay.model.Site;

/** A site's globs, ready to match. */
record Rules(Glob entry, Glob keep) {
    static Rules of(Site site) {
        return new Rules(Glob.of(site.entry()), Glob.of(site.keep()));
    }

    /** Whether a key is published after everything else, and goes before everything else. */
    boolean isEntry(String key) {
        return entry.matches(key);
    }

    /** Whether a key is none of our business. */
    boolean isKept(String key) {
        return keep.matches(key);
    }
}
