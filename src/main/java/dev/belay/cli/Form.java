package dev.belay.cli;

import java.util.Locale;

/** Forms of what is printed. */
enum Form {
    /** For people. */
    TABLE,
    /** For people with a wide screen: more columns. */
    WIDE,
    /** What the API answered. */
    JSON,
    /** The same as YAML. */
    YAML,
    /** For the review after an incident, and for a comment on a pull request; rollouts, and plans of a directory only. */
    MARKDOWN;

    /** As it is given on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
