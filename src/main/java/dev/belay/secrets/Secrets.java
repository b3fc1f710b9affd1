package dev.belay.secrets;

import java.util.List;

/** Puts values in the place of references, at the moment when they are used. What comes back is not stored, logged or shown. */
@FunctionalInterface
public interface Secrets {
    /**
     * A text with the values that its references stand for; a text without references comes back as it is.
     *
     * @throws dev.belay.model.FailureException {@code Denied} when a reference is not allowed or AWS refuses it, {@code NotFound},
     *     {@code Invalid} when it is misspelt or what it names is not text, else why it can't be read now. Its message names the
     *     reference, never a value
     */
    Resolved resolve(String text);

    /**
     * A text with secrets in it.
     *
     * @param text to be used, never said
     * @param values the secrets that are in it
     */
    record Resolved(String text, List<String> values) {
        public Resolved {
            values = List.copyOf(values);
        }

        /** Any text with {@code ***} in the place of these values, however they are escaped or encoded there. */
        public String mask(String anything) {
            return Mask.of(values).apply(anything);
        }

        /** Shows nothing. */
        @Override
        public String toString() {
            return "Resolved[" + values.size() + " values]";
        }
    }
}
