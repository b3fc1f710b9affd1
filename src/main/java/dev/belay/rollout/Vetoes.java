package dev.belay.rollout;

import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.rollout.History.Word;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why something is vetoed, in words. Pure. */
final class Vetoes {
    private Vetoes() {}

    /** Why a combination is vetoed, to follow its version; null: it is not. */
    static @Nullable String of(History history, Combination combination) {
        if (!KnownGood.vetoed(history, combination)) {
            return null;
        }
        Word word = history.words().get(combination.version());
        if (word != null) {
            return of(word);
        }
        String failed = combination.parts().entrySet().stream()
                .filter(part -> failed(history, part))
                .map(part -> part.getKey() + " " + part.getValue().name())
                .collect(Collectors.joining(", "));
        String how = combination.succeeded() || combination.end() == null ? "" : " (" + combination.end() + ")";
        return "is vetoed: " + failed + " failed by its own doing" + how;
    }

    /** Why what a pin asks for is vetoed, in a sentence; null: it is not. */
    static @Nullable String of(History history, Pin pin) {
        String version = pin.version();
        Word said = version == null ? null : history.words().get(version);
        if (said != null) {
            return said.kind() == Word.Kind.VETOED ? version + " " + of(said) : null;
        }
        for (Combination combination : history.ran().reversed()) {
            String why = of(history, combination);
            // A person's veto is of the version as a whole, a failure of what failed.
            boolean all = history.words().containsKey(combination.version());
            if (why != null
                    && combination.parts().entrySet().stream()
                            .anyMatch(part -> asks(pin, part) && (all || failed(history, part)))) {
                return combination.version() + " " + why;
            }
        }
        return null;
    }

    private static String of(Word word) {
        return "is vetoed by " + word.by() + (word.reason() == null ? "" : ": " + word.reason());
    }

    private static boolean asks(Pin pin, Map.Entry<String, Combination.Part> part) {
        PinnedComponent want = pin.of(part.getKey());
        return !(want instanceof PinnedComponent.Leave) && part.getValue().is(want.toString());
    }

    private static boolean failed(History history, Map.Entry<String, Combination.Part> part) {
        return history.failed().contains(part.getKey() + "=" + part.getValue().exact());
    }
}
