package dev.belay.verify;

/**
 * What one try of a check came to.
 *
 * @param words a sentence for an operator, on one line and cut to {@link #LONGEST} characters; never a body or a request header
 */
public record Answer(boolean passed, String words) {
    public static final int LONGEST = 300;

    public Answer {
        words = cut(words, LONGEST);
    }

    public static Answer passed(String words) {
        return new Answer(true, words);
    }

    public static Answer failed(String words) {
        return new Answer(false, words);
    }

    /** A text from outside on one line, without control characters, cut. */
    static String cut(String text, int longest) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.length() <= longest) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return line.substring(0, end) + "…";
    }
}
