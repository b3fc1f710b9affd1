package dev.belay.announce;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Times, versions and words from outside, as messages and reports write them. */
final class Words {
    private static final int SENTENCE = 400;

    private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\s]+");
    private static final Pattern LINE_ENDS = Pattern.compile("\\R");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n]]+");

    private Words() {}

    /** On one line, cut. */
    static String line(String text, int longest) {
        return cut(BLANKS.matcher(text).replaceAll(" ").strip(), longest);
    }

    /** With its lines, cut. */
    static String lines(String text, int longest) {
        String plain =
                CONTROLS.matcher(LINE_ENDS.matcher(text).replaceAll("\n")).replaceAll(" ");
        return cut(plain.strip(), longest);
    }

    /** On one line with a full stop, whatever it ended with. */
    static String sentence(String words) {
        String line = line(words, SENTENCE);
        return line.isEmpty() || line.matches(".*[.!?…]") ? line : line + ".";
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** An enum's name as records write it. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** As a person says it: {@code 15 minutes}, {@code 1 minute 30 seconds}. */
    static String duration(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        var parts = new ArrayList<String>();
        part(parts, seconds / 3_600, "hour");
        part(parts, seconds / 60 % 60, "minute");
        part(parts, seconds % 60, "second");
        return String.join(" ", parts.subList(0, Math.min(2, parts.size())));
    }

    private static void part(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + " " + unit + (count == 1 ? "" : "s"));
        }
    }

    /** What components are at: one name where all have the same, else each with its own; null: nothing is known. */
    static @Nullable String versions(SortedMap<String, String> versions) {
        var different = new TreeSet<>(versions.values());
        return switch (different.size()) {
            case 0 -> null;
            case 1 -> different.first();
            default ->
                versions.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
        };
    }
}
