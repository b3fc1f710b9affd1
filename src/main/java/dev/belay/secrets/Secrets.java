package dev.belay.secrets;

import dev.belay.model.FailureException;
import java.util.List;

/** Turns references such as <code>${secret:name}</code> into what they stand for. */
@FunctionalInterface
public interface Secrets {
    /**
     * A text with every reference in it resolved.
     *
     * @throws FailureException when one can't be, without any value in its words
     */
    Resolved resolve(String text);

    /**
     * A text that may hold secrets.
     *
     * @param values of the references, for masking
     */
    record Resolved(String text, List<String> values) {
        public Resolved {
            values = List.copyOf(values);
        }

        /** Anything, with every value in it masked. */
        public String mask(String anything) {
            String masked = anything;
            for (String value : values) {
                masked = value.isEmpty() ? masked : masked.replace(value, "***");
            }
            return masked;
        }

        @Override
        public String toString() {
            return "Resolved[***]";
        }
    }
}
