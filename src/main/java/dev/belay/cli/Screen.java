package dev.belay.cli;

/**
 * What output is shown on.
 *
 * @param terminal whether lines can be drawn anew
 * @param width in columns; on what is no terminal nothing is cut
 */
record Screen(boolean terminal, boolean colour, int width) {
    /** A file, a pipe. */
    static final Screen NONE = new Screen(false, false, Integer.MAX_VALUE);

    /** What a colour says; never the only thing to say it. */
    enum Tint {
        PLAIN(""),
        GOOD("32"),
        BUSY("36"),
        MIND("33"),
        BAD("31"),
        DIM("2"),
        BOLD("1");

        private final String code;

        Tint(String code) {
            this.code = code;
        }

        /** Of the one word about a target. */
        static Tint of(String summary) {
            return switch (summary) {
                case "Synced", "Succeeded", "knownGood", "passed", "True" -> GOOD;
                case "Progressing", "Verifying", "Soaking", "running", "pending" -> BUSY;
                case "Held", "Drifted", "Superseded", "unproved", "excused" -> MIND;
                case "Invalid",
                        "Unknown",
                        "Stalled",
                        "Degraded",
                        "Failed",
                        "RolledBackByEcs",
                        "Reverted",
                        "vetoed",
                        "failed" -> BAD;
                default -> PLAIN;
            };
        }
    }

    String paint(Tint tint, String text) {
        return !colour || tint == Tint.PLAIN || text.isBlank()
                ? text
                : "\u001b[" + tint.code + "m" + text + "\u001b[0m";
    }

    /** Text from elsewhere, without what would steer a terminal. */
    static String plain(String text) {
        return text.codePoints().noneMatch(Character::isISOControl) ? text : text.replaceAll("\\p{Cntrl}+", " ");
    }
}
