package dev.belay.store;

import dev.belay.model.Check;
import dev.belay.model.Reference;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A reader of texts in which something else may stand for a part: references, and in a flow captures of earlier steps.
 *
 * @param form what the text must be, placeholders included
 * @param captures null: braces are just text; else the names that may be used by now, which may grow
 * @param secret whether the text itself is never shown
 */
record Placeholders(Text<String> form, @Nullable Collection<String> captures, boolean secret)
        implements Reader<String> {
    /** References may stand in it. */
    static Placeholders references(Text<String> form) {
        return new Placeholders(form, null, false);
    }

    /** References may stand in it, or it is a secret itself. */
    static Placeholders secret(Text<String> form) {
        return new Placeholders(form, null, true);
    }

    @Override
    public String expected() {
        return form.expected();
    }

    @Override
    public Read<String> read(Part part) {
        return switch (part) {
            case Sketch sketch -> sketch.is(new Shape.Scalar(form, true));
            case Given given -> read(given);
        };
    }

    private Read<String> read(Given part) {
        var text = form.value(part, shown(part));
        if (!text.isPresent()) {
            return text;
        }
        String misspelt = Reference.misspelt(text.get());
        if (misspelt != null) {
            return part.fail(Part.quoted(misspelt), Reference.FORM);
        }
        return captures == null ? text : captured(part, text, captures);
    }

    private static Read<String> captured(Part part, Read<String> text, Collection<String> captures) {
        for (var used : Check.Flow.CAPTURED.matcher(text.get()).results().toList()) {
            String name = used.group(1);
            if (!captures.contains(name)) {
                String nearest = Spelling.nearest(name, captures);
                return part.fail(
                        used.group() + ", which no earlier step captures",
                        captures.isEmpty() ? "a capture of an earlier step" : "one of " + String.join(", ", captures),
                        nearest == null ? null : "{" + nearest + "}");
            }
        }
        return text;
    }

    /** A text with each placeholder replaced by the same word. */
    String replaced(String text, String word) {
        String filled = Reference.fill(text, reference -> word);
        return captures == null ? filled : Check.Flow.CAPTURED.matcher(filled).replaceAll(word);
    }

    /** What stands here, as far as it may be shown. */
    String shown(Part part) {
        return secret && part.node() instanceof Node.Scalar ? "this text (not shown)" : part.described();
    }
}
