package dev.belay.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a record's text, YAML or JSON, into a tree; its own limits come before any parser sees it. */
final class RecordText {
    /** Objects and lists in each other. */
    static final int DEEPEST = 40;
    /** Nodes of the tree once anchors are filled in. */
    static final int MOST_NODES = 50_000;

    private RecordText() {}

    /** A text that is no record, and why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Node.@Nullable Position at;

        private final String expected;

        Refused(Node.@Nullable Position at, String found, String expected) {
            super(found, null, false, false);
            this.at = at;
            this.expected = expected;
        }

        Problem problem(String place) {
            return new Problem(place, at, "", String.valueOf(getMessage()), expected, null);
        }
    }

    static Node read(String place, String text) throws Refused {
        String record = text.startsWith("\uFEFF") ? text.substring(1) : text;
        // A record is a page or two; what is larger is a mistake or an attack. In bytes it is no shorter.
        if (record.length() > RecordFile.LARGEST) {
            throw new Refused(null, "longer than 1 MiB", "a record of a page or two");
        }
        refuseControlCharacters(record);
        if (place.toLowerCase(Locale.ROOT).endsWith(".json")) {
            return JsonText.read(record);
        }
        return record.stripLeading().startsWith("{") ? braces(record) : YamlText.read(record);
    }

    /** JSON in all likelihood, but a YAML flow mapping begins the same. */
    private static Node braces(String record) throws Refused {
        try {
            return JsonText.read(record);
        } catch (Refused json) {
            try {
                return YamlText.read(record);
            } catch (Refused yaml) {
                throw json;
            }
        }
    }

    /** Whether a character may be part of a text, and can be written as one: no controls, no halves, none that are none. */
    static boolean isPrintable(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !control && !half && c != 0xFFFE && c != 0xFFFF;
    }

    private static void refuseControlCharacters(String record) throws Refused {
        int line = 1;
        int column = 1;
        for (int i = 0; i < record.length(); ) {
            int c = record.codePointAt(i);
            if (!isPrintable(c) && c != '\r' && c != 0x85) {
                throw new Refused(new Node.Position(line, column), "character U+%04X".formatted(c), "printable text");
            }
            line += c == '\n' ? 1 : 0;
            column = c == '\n' ? 1 : column + 1;
            i += Character.charCount(c);
        }
    }
}
