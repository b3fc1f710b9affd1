package dev.belay.console;

import dev.belay.model.Summary;
import java.util.Locale;

/**
 * A word that says how things stand, and the style whose shape and colour say it too.
 *
 * @param style name of a class of styles, without its prefix
 */
record Badge(String word, String style) {
    static Badge of(Summary summary) {
        return new Badge(summary.word(), summary.word().toLowerCase(Locale.ROOT));
    }
}
