package dev.belay.secrets;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hides values in texts from outside, also where they stand there escaped (URL, JSON, HTML) or in Base64, by themselves or within
 * something longer such as {@code user:password}.
 */
public final class Mask {
    private static final String HIDDEN = "***";

    /** Fewer characters of Base64 than this are found in any text. */
    private static final int SHORTEST_BASE64 = 4;

    private static final String UNRESERVED = "-._~";
    private static final String RESERVED = ":/?#[]@!$&'()*+,;=";

    private final @Nullable Pattern hidden;

    private Mask(@Nullable Pattern hidden) {
        this.hidden = hidden;
    }

    /** A mask for some values; those that are blank hide nothing. */
    public static Mask of(Collection<String> values) {
        Set<String> forms = new LinkedHashSet<>();
        values.stream().filter(value -> !value.isBlank()).forEach(value -> add(value, forms));
        if (forms.isEmpty()) {
            return new Mask(null);
        }
        // The longest first: one form may begin another.
        String any = forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return new Mask(Pattern.compile(any, Pattern.CASE_INSENSITIVE));
    }

    /** The text with {@code ***} in the place of every value. */
    public String apply(String text) {
        return hidden == null ? text : hidden.matcher(text).replaceAll(HIDDEN);
    }

    private static void add(String value, Set<String> forms) {
        String line = value.strip();
        forms.add(value);
        forms.add(line);
        forms.add(line.replaceAll("[\\p{Cntrl}\\s]+", " "));
        for (String safe : new String[] {UNRESERVED, UNRESERVED + "/", UNRESERVED + RESERVED}) {
            String percent = percent(line, safe);
            forms.add(percent);
            forms.add(percent.replace("%20", "+"));
        }
        String json = new String(JsonStringEncoder.getInstance().quoteAsString(line));
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(ascii(json, "<>&'"));
        forms.add(ascii(json, ""));
        String html = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        forms.add(html);
        forms.add(html.replace("\"", "&quot;").replace("'", "&#39;"));
        forms.add(html.replace("\"", "&#34;").replace("'", "&#x27;"));
        base64(line, forms);
    }

    private static String percent(String value, String safe) {
        var text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || safe.indexOf(c) >= 0);
            text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", b & 0xFF));
        }
        return text.toString();
    }

    /** JSON as it is written by those who escape what is not ASCII, and some of what is. */
    private static String ascii(String json, String also) {
        return json.chars()
                .mapToObj(c -> c < 0x7F && also.indexOf(c) < 0
                        ? Character.toString(c)
                        : String.format(Locale.ROOT, "\\u%04x", c))
                .collect(Collectors.joining());
    }

    /** Wherever it begins within three bytes, without the characters that its neighbours have a part in. */
    private static void base64(String value, Set<String> forms) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            var shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = before == 0 ? 0 : before + 1;
            int to = encoded.length() - (shifted.length % 3 == 0 ? 0 : 1);
            if (to - from >= SHORTEST_BASE64) {
                String own = encoded.substring(from, to);
                forms.add(own);
                forms.add(own.replace('+', '-').replace('/', '_'));
            }
        }
    }
}
