package dev.belay.rollout;

import dev.belay.rollout.History.Word;
import java.util.List;

/** What a person's word on a version does to what is remembered of it. Pure. */
final class Marks {
    private Marks() {}

    static boolean ran(History history, String version) {
        return history.ran().stream()
                .anyMatch(combination -> combination.version().equals(version));
    }

    /** A person's word replaces an earlier one, and for good it clears what failed. */
    static History put(History history, String version, Word word) {
        History said = history.said(version, word);
        return switch (word.kind()) {
            case KNOWN_GOOD -> said.verdict(List.of(), exact(history, version));
            case VETOED -> said;
        };
    }

    /** Takes a word of one kind back, and with it what was seen to the same effect. */
    static History takeBack(History history, String version, VersionMark mark) {
        Word word = history.words().get(version);
        return switch (mark) {
            case KNOWN_GOOD -> {
                History unsaid =
                        word != null && word.kind() == Word.Kind.KNOWN_GOOD ? history.said(version, null) : history;
                yield unsaid.withRan(history.ran().stream()
                        .map(combination -> is(history, combination, version) ? combination.proved(null) : combination)
                        .toList());
            }
            case VETOED -> {
                History unsaid =
                        word != null && word.kind() == Word.Kind.VETOED ? history.said(version, null) : history;
                yield unsaid.verdict(List.of(), exact(history, version));
            }
        };
    }

    /** The same code under another name is the same. */
    private static boolean is(History history, Combination combination, String version) {
        return history.ran().stream()
                .anyMatch(known -> known.version().equals(version) && known.runsTheSameAs(combination));
    }

    private static List<String> exact(History history, String version) {
        return history.ran().stream()
                .filter(combination -> combination.version().equals(version))
                .flatMap(combination -> combination.parts().entrySet().stream())
                .map(part -> part.getKey() + "=" + part.getValue().exact())
                .distinct()
                .toList();
    }
}
