package dev.belay.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.model.Check.Flow;
import dev.belay.model.Failure;
import dev.belay.model.Reference;
import dev.belay.secrets.Mask;
import dev.belay.secrets.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A check's texts with values in the place of references and captures, and what of all that must not be said. Each text is filled
 * in one go: a value that looks like a reference, which a server may well answer, is not one. For one try of one check.
 */
final class Texts {
    private static final char SECRET = '\u0001';
    private static final char CAPTURE = '\u0002';
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]*");

    private final Secrets secrets;
    private final Map<String, String> captured = new HashMap<>();
    private final Set<String> hidden = new LinkedHashSet<>();

    /** How a value is written where it goes. */
    private interface Written {
        String of(CharSequence before, String value);
    }

    Texts(Secrets secrets) {
        this.secrets = secrets;
    }

    /** A value that later texts may use, and that is not to be said. */
    void capture(String name, String value) {
        captured.put(name, value);
        hide(value);
    }

    /** Something that is not to be said. */
    void hide(String value) {
        hidden.add(value);
    }

    /** A text from outside without what must not be said. */
    String mask(String text) {
        return Mask.of(hidden).apply(text);
    }

    /** @throws dev.belay.model.FailureException when a reference can't be resolved */
    String filled(String text) {
        return fill(text, (before, value) -> value);
    }

    /** The same with every value filled. Throws as {@link #filled(String)} does. */
    SortedMap<String, String> filled(Map<String, String> texts) {
        var filled = new TreeMap<String, String>();
        texts.forEach((name, text) -> filled.put(name, filled(text)));
        return filled;
    }

    /**
     * An address. What stands for all of it, or for all behind the host, is taken as it is; what stands in its path or in its query
     * is escaped for there. Throws as {@link #filled(String)} does, too.
     */
    URI address(String text) throws URISyntaxException {
        return new URI(fill(text, Texts::inAddress));
    }

    /** JSON text, with the texts in it filled. Throws as {@link #filled(String)} does. */
    String json(String json) {
        try {
            return Body.MAPPER.writeValueAsString(filled(Body.MAPPER.readTree(json)));
        } catch (JsonProcessingException e) {
            throw new Failure.Invalid("its body is not JSON").asException();
        }
    }

    private JsonNode filled(JsonNode node) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(filled(text.textValue()));
            case ArrayNode array -> {
                var filled = Body.MAPPER.createArrayNode();
                array.forEach(each -> filled.add(filled(each)));
                yield filled;
            }
            case ObjectNode object -> {
                var filled = Body.MAPPER.createObjectNode();
                object.forEachEntry((name, value) -> filled.set(filled(name), filled(value)));
                yield filled;
            }
            default -> node;
        };
    }

    private String fill(String text, Written written) {
        String misspelt = Reference.misspelt(text);
        if (misspelt != null || text.indexOf(SECRET) >= 0 || text.indexOf(CAPTURE) >= 0) {
            String what = misspelt == null ? "a control character" : misspelt + " is not a reference";
            throw new Failure.Invalid(what + "; expected " + Reference.FORM).asException();
        }
        var resolved = new ArrayDeque<String>();
        var used = new ArrayDeque<String>();
        String places = Reference.fill(text, reference -> {
            String value = secrets.resolve(reference.toString()).text();
            hide(value);
            resolved.add(value);
            return String.valueOf(SECRET);
        });
        places = Flow.CAPTURED.matcher(places).replaceAll(found -> {
            String value = captured.get(found.group(1));
            if (value == null) {
                return Matcher.quoteReplacement(found.group());
            }
            used.add(value);
            return String.valueOf(CAPTURE);
        });
        return join(places, resolved, used, written);
    }

    private static String join(String places, Queue<String> resolved, Queue<String> used, Written written) {
        var text = new StringBuilder();
        for (int i = 0; i < places.length(); i++) {
            char c = places.charAt(i);
            switch (c) {
                case SECRET -> text.append(written.of(text, resolved.remove()));
                case CAPTURE -> text.append(written.of(text, used.remove()));
                default -> text.append(c);
            }
        }
        return text.toString();
    }

    private static String inAddress(CharSequence before, String value) {
        if (before.isEmpty()) {
            return value.strip();
        }
        if (AUTHORITY.matcher(before).matches()) {
            // Nothing that a server answers makes another host of the one that is written in the record.
            if (value.startsWith("/")
                    || value.startsWith("?")
                    || HOST.matcher(value).matches()) {
                return value;
            }
            throw new Failure.Invalid("a value that can't be part of a host").asException();
        }
        return escaped(value, before.toString().indexOf('?') < 0 ? "-._~/" : "-._~");
    }

    private static String escaped(String value, String plain) {
        var text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean as = c < 0x80 && (Character.isLetterOrDigit(c) || plain.indexOf(c) >= 0);
            text.append(as ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return text.toString();
    }
}
