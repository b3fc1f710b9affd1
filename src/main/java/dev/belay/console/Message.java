package dev.belay.console;

import java.util.List;

/**
 * What came of something, in words.
 *
 * @param style {@code good}, {@code bad} or {@code moved}
 * @param advice what to do now; empty: nothing
 * @param each what is wrong one by one; empty: there is only the text
 */
record Message(String style, String text, String advice, List<String> each) {
    static Message good(String text) {
        return new Message("good", text, "", List.of());
    }

    static Message bad(String text, String advice) {
        return new Message("bad", text, advice, List.of());
    }
}
