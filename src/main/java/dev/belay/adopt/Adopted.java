package dev.belay.adopt;

import java.util.List;

/**
 * Records that say what is.
 *
 * @param target as YAML
 * @param pin as YAML
 * @param notes what could not be told, or was chosen, in sentences
 */
public record Adopted(String target, String pin, List<String> notes) {
    public Adopted {
        notes = List.copyOf(notes);
    }
}
