package dev.belay.verify;

/**
 * What one try of a check came to.
 *
 * @param words a sentence for an operator, on one line and cut to {@link #LONGEST} characters; without secrets; of a
 *     body at most its beginning, masked
 */
public record Answer(Kind kind, String words) {
    public static final int LONGEST = 300;

    /** What an answer counts as. */
    public enum Kind {
        /** It holds. */
        PASSED,
        /** It does not hold. */
        FAILED,
        /** It can't be told, or not yet: a passing fault on our own way to it, tasks that are still starting. Counts as nothing. */
        OPEN,
        /** It does not hold, and did not before the rollout began either: it must hold by the end of the soak. */
        EXCUSED
    }

    public Answer {
        words = cut(words, LONGEST);
    }

    public static Answer passed(String words) {
        return new Answer(Kind.PASSED, words);
    }

    public static Answer failed(String words) {
        return new Answer(Kind.FAILED, words);
    }

    public static Answer open(String words) {
        return new Answer(Kind.OPEN, words);
    }

    public static Answer excused(String words) {
        return new Answer(Kind.EXCUSED, words);
    }

    public boolean passed() {
        return kind == Kind.PASSED;
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
