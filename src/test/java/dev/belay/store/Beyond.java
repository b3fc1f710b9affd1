package dev.belay.store;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the codec says and a JSON schema can't, by the words of the problem. docs/records.md lists the same. */
enum Beyond {
    /** Fields that speak of other fields. */
    COMPONENTS_THAT_ARE_NOT_THERE(
            "expected (a component|a site|an ecs service) of this target|did you mean \"api\"|did you mean \"web\""),
    AN_ORDER_OF_ALL_COMPONENTS("an order without"),
    A_BUILD_IN_THE_LIVE_PLACE("builds inside the live place"),
    CAPTURES_OF_EARLIER_STEPS("which no earlier step captures"),
    /** Things that are the same, though not to the letter. */
    NAMES_GIVEN_TWICE("\" twice; expected each once|are the same; expected each once|given twice"),
    SO_MANY_WILDCARDS("paths, \\d+ with \\*"),
    /** Texts of the right form that mean nothing, or what they must not. */
    DURATIONS_WITHOUT_LENGTH_OR_TOO_LONG("ISO-8601 duration|did you mean \"PT"),
    TIMES_THAT_DO_NOT_EXIST("a time such as"),
    JSON_PATHS("a JSON path such as"),
    ADDRESSES("link-local|names no host|is not a URL|user or password"),
    BLANK_TEXT("text that is not empty"),
    TEXT_THAT_CAN_NOT_BE_PRINTED("printable text"),
    /** How a number is spelt: a schema sees its value only. */
    NUMBERS_OF_A_BODY("a number in its shortest form"),
    NUMBERS_FOR_TEXT(": \"[-+.0-9eExX]+\"; (expected|did you mean)"),
    WORDS_FOR_TEXT(": \"(true|false)\"; (expected|did you mean)");

    private final Pattern words;

    Beyond(String words) {
        this.words = Pattern.compile(words);
    }

    /** Those that a problem is about; none: a schema should have seen it. */
    static List<Beyond> rules(Problem problem) {
        return Stream.of(values())
                .filter(rule -> rule.words.matcher(problem.toString()).find())
                .toList();
    }
}
