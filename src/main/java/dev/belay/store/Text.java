package dev.belay.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reader of scalars.
 *
 * @param expected what should stand there, in words
 * @param parse the value of a scalar, null: it has none
 * @param suggest what was probably meant by a text that has no value
 */
record Text<T>(String expected, Parse<T> parse, Suggest suggest) implements Reader<T> {
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final int LONGEST_TEXT = 4096;
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9}) ?(s|m|h|d)");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(secret|ssm|env):");
    private static final String REFERENCES = "is filled in only in headers, flows, announce and followUp";
    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}%");

    interface Parse<T> {
        @Nullable
        T of(Node.Scalar scalar);
    }

    interface Suggest {
        @Nullable
        String of(String text);
    }

    Text(String expected, Parse<T> parse) {
        this(expected, parse, text -> null);
    }

    /** Any text that is not empty. */
    static final Text<String> ANY =
            new Text<>("text that is not empty", scalar -> scalar.text().isBlank() ? null : scalar.text());

    /** Text that may be empty. */
    static final Text<String> MAYBE_EMPTY = new Text<>("text", Node.Scalar::text);

    static final Text<Boolean> FLAG = new Text<>("true or false", scalar -> switch (scalar.text()) {
        case "true" -> scalar.quoted() ? null : Boolean.TRUE;
        case "false" -> scalar.quoted() ? null : Boolean.FALSE;
        default -> null;
    });

    static final Text<Duration> DURATION =
            new Text<>("an ISO-8601 duration such as PT15M", scalar -> duration(scalar.text()), Text::longForm);

    static final Text<Duration> POSITIVE_DURATION = new Text<>(
            "an ISO-8601 duration above zero, such as PT15M",
            scalar -> {
                var duration = duration(scalar.text());
                return duration == null || duration.isZero() ? null : duration;
            },
            Text::longForm);

    static final Text<Instant> INSTANT =
            new Text<>("a time such as 2026-11-20T14:32:00Z", scalar -> instant(scalar.text()));

    static final Text<Integer> PERCENTAGE = new Text<>(
            "a percentage from 0% to 100%",
            scalar -> {
                if (!PERCENT.matcher(scalar.text()).matches()) {
                    return null;
                }
                int percent = Integer.parseInt(
                        scalar.text().substring(0, scalar.text().length() - 1));
                return percent <= 100 ? percent : null;
            },
            text -> text.matches("\\d{1,2}|100") ? text + "%" : null);

    /** A whole number in a range. */
    static Text<Integer> number(int least, int most) {
        return new Text<>(
                most == Integer.MAX_VALUE
                        ? "a whole number from " + least
                        : "a whole number from " + least + " to " + most,
                scalar -> {
                    if (scalar.quoted() || !scalar.text().matches("-?\\d{1,10}")) {
                        return null;
                    }
                    long number = Long.parseLong(scalar.text());
                    return number >= least && number <= most ? (int) number : null;
                });
    }

    /** This one word. */
    static Text<String> only(String word) {
        return new Text<>(
                word,
                scalar -> scalar.text().equals(word) ? word : null,
                text -> Spelling.nearest(text, List.of(word)));
    }

    /** One of some words. */
    static <T> Text<T> choice(SequencedMap<String, T> words) {
        List<String> offered = new ArrayList<>(words.sequencedKeySet());
        return new Text<>(
                String.join(" or ", offered),
                scalar -> words.get(scalar.text()),
                text -> Spelling.nearest(text, offered));
    }

    /** Text of a form. */
    static Text<String> matching(String expected, String form) {
        var pattern = Pattern.compile(form);
        return new Text<>(expected, scalar -> pattern.matcher(scalar.text()).matches() ? scalar.text() : null);
    }

    @Override
    public Read<T> read(Part part) {
        if (part.node() instanceof Node.Scalar scalar) {
            var reference = REFERENCE.matcher(scalar.text());
            if (reference.find()) {
                return part.fail("${" + reference.group(1) + ":…} " + REFERENCES, "");
            }
        }
        return value(part, part.described());
    }

    /**
     * Reads without a look at references.
     *
     * @param shown the part in words, for the messages
     */
    Read<T> value(Part part, String shown) {
        if (!(part.node() instanceof Node.Scalar scalar)) {
            return part.fail(shown, expected);
        }
        if (scalar.text().length() > LONGEST_TEXT) {
            return part.fail(scalar.text().length() + " characters", "at most " + LONGEST_TEXT);
        }
        var odd = scalar.text()
                .codePoints()
                .filter(c -> !RecordText.isPrintable(c))
                .findFirst();
        if (odd.isPresent()) {
            return part.fail("character U+%04X".formatted(odd.getAsInt()), "printable text");
        }
        T value = parse.of(scalar);
        return value == null ? part.fail(shown, expected, suggest.of(scalar.text())) : Read.of(value);
    }

    private static @Nullable Duration duration(String text) {
        try {
            var duration = Duration.parse(text);
            return duration.isNegative() || duration.compareTo(LONGEST) > 0 ? null : duration;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** {@code 15m} is what people write; ISO-8601 is what is read. */
    private static @Nullable String longForm(String text) {
        var match = SHORT_DURATION.matcher(text);
        if (!match.matches()) {
            return null;
        }
        String unit = match.group(2);
        return Map.of("s", "PT", "m", "PT", "h", "PT", "d", "P").get(unit)
                + match.group(1)
                + unit.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.matches("\\d{4}-.*") ? Instant.parse(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
