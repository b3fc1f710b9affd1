package dev.belay.store;

import dev.belay.model.Ordered;
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
 * @param form what every such scalar looks like
 * @param parse the value of a scalar of this form, null: it has none all the same
 * @param suggest what was probably meant by a text that has no value
 * @param examples some that are in order
 */
record Text<T>(String expected, Form form, Parse<T> parse, Suggest suggest, List<String> examples)
        implements Reader<T> {
    /** Characters of the longest text that is read. */
    static final int LONGEST_TEXT = 4096;

    /** What a text without placeholders does not hold. */
    static final Pattern REFERENCE = Pattern.compile("\\$\\{(secret|ssm|env):");

    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9}) ?(s|m|h|d)");
    private static final String REFERENCES = "is filled in only in headers, flows, announce and followUp";

    /** ISO-8601 as the JDK reads it. */
    private static final Form DURATION_FORM = Form.like(
            "[+-]?[Pp](?=.)([+-]?\\d+[Dd])?([Tt](?=.)([+-]?\\d+[Hh])?([+-]?\\d+[Mm])?([+-]?\\d+([.,]\\d{0,9})?[Ss])?)?");

    interface Parse<T> {
        @Nullable
        T of(Node.Scalar scalar);
    }

    interface Suggest {
        @Nullable
        String of(String text);
    }

    Text(String expected, Form form, Parse<T> parse) {
        this(expected, form, parse, text -> null, List.of());
    }

    /** The same, with a guess at what was meant by what it does not take. */
    Text<T> guessing(Suggest suggest) {
        return new Text<>(expected, form, parse, suggest, examples);
    }

    /** The same, with examples of what it takes. */
    Text<T> such(String... examples) {
        return new Text<>(expected, form, parse, suggest, List.of(examples));
    }

    /** Any text that is not empty. */
    static final Text<String> ANY = new Text<>(
            "text that is not empty",
            Form.like("[^\\u0000]*[^ \\t\\n][^\\u0000]*"),
            scalar -> scalar.text().isBlank() ? null : scalar.text());

    /** Text that may be empty. */
    static final Text<String> MAYBE_EMPTY = new Text<>("text", new Form.Any(), Node.Scalar::text);

    static final Text<Boolean> FLAG = new Text<>(
            "true or false", new Form.Flag(true), scalar -> scalar.text().equals("true"));

    static final Text<Duration> DURATION = new Text<>(
                    "an ISO-8601 duration such as PT15M", DURATION_FORM, scalar -> duration(scalar.text()))
            .guessing(Text::longForm)
            .such("PT15M", "PT0S");

    static final Text<Duration> POSITIVE_DURATION = new Text<>(
                    "an ISO-8601 duration above zero, such as PT15M", DURATION_FORM, scalar -> {
                        var duration = duration(scalar.text());
                        return duration == null || duration.isZero() ? null : duration;
                    })
            .guessing(Text::longForm)
            .such("PT15M", "PT10S");

    static final Text<Instant> INSTANT = new Text<>(
                    "a time such as 2026-11-20T14:32:00Z",
                    Form.like("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}([.,]\\d*)?([Zz]|[+-][0-9:]+)"),
                    scalar -> instant(scalar.text()))
            .such("2026-11-20T14:32:00Z");

    static final Text<Integer> PERCENTAGE = new Text<>(
                    "a percentage from 0% to 100%",
                    new Form.Percent(),
                    scalar -> Integer.parseInt(
                            scalar.text().substring(0, scalar.text().length() - 1)))
            .guessing(text -> text.matches("\\d{1,2}|100") ? text + "%" : null)
            .such("50%");

    /** A whole number in a range. */
    static Text<Integer> number(int least, int most) {
        return new Text<>(
                most == Integer.MAX_VALUE
                        ? "a whole number from " + least
                        : "a whole number from " + least + " to " + most,
                new Form.Whole(least, most),
                scalar -> Integer.parseInt(scalar.text()));
    }

    /** This one word. */
    static Text<String> only(String word) {
        return choice(word, Ordered.copy(Map.of(word, word)));
    }

    /** One of some words. */
    static <T> Text<T> choice(SequencedMap<String, T> words) {
        return choice(String.join(" or ", words.sequencedKeySet()), words);
    }

    /** One of some words, said better. */
    static <T> Text<T> choice(String expected, SequencedMap<String, T> words) {
        List<String> offered = new ArrayList<>(words.sequencedKeySet());
        return new Text<>(expected, new Form.Words(words), scalar -> words.get(scalar.text()))
                .guessing(text -> Spelling.nearest(text, offered));
    }

    /** Text of a form. */
    static Text<String> matching(String expected, String form) {
        return new Text<>(expected, Form.like(form), Node.Scalar::text);
    }

    /** The value of a scalar; null: it has none. */
    @Nullable
    T of(Node.Scalar scalar) {
        return form.takes(scalar) ? parse.of(scalar) : null;
    }

    @Override
    public Read<T> read(Part part) {
        return switch (part) {
            case Sketch sketch -> sketch.is(new Shape.Scalar(this, false));
            case Given given -> {
                var reference = REFERENCE.matcher(given.node() instanceof Node.Scalar scalar ? scalar.text() : "");
                yield reference.find()
                        ? given.fail("${" + reference.group(1) + ":…} " + REFERENCES, "")
                        : value(given, given.described());
            }
        };
    }

    /**
     * Reads without a look at references.
     *
     * @param shown the part in words, for the messages
     */
    Read<T> value(Given part, String shown) {
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
        T value = of(scalar);
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
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
