package dev.belay.store;

import dev.belay.model.Metadata;
import dev.belay.model.Ordered;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Readers of names: our own, and those that AWS has rules for. */
final class Names {
    /** Of records and of components. */
    static final Text<String> NAME = Text.matching(
                    "a name of lower-case letters, digits and hyphens, up to 63", RecordName.FORM)
            .guessing(text -> RecordName.isValid(asName(text)) ? asName(text) : null)
            .such("shop-production");

    /** A name, or a pattern in which {@code *} stands for any characters. */
    static final Text<String> PATTERN = Text.matching(
                    "a target's name, or a pattern with up to 4 *", "(?=.{1,63}$)[a-z0-9-]*(\\*[a-z0-9-]*){0,4}")
            .such("shop-production", "shop-*");

    static final Text<String> LABEL_KEY = Text.matching(
            "a label's key: letters, digits and ._/- up to 63", "[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");

    static final Text<String> LABEL_VALUE = Text.matching(
            "a label's value: letters, digits and ._- up to 63", "([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?");

    /** A version is one segment of a key and part of an image's tag: no slash. */
    static final Text<String> VERSION = Text.matching(
                    "a version: letters, digits and ._+:- up to 128, a letter or digit first",
                    "[A-Za-z0-9_][A-Za-z0-9._+:-]{0,127}")
            .such("20261120-1430");

    static final Text<String> REGION = Text.matching("a region such as eu-north-1", "[a-z]{2,4}(-[a-z]+){1,3}-\\d{1,2}")
            .such("eu-north-1");

    static final Text<String> ROLE = Text.matching(
                    "a role's ARN: arn:aws:iam::ACCOUNT:role/NAME",
                    "arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}")
            .such("arn:aws:iam::123456789012:role/belay");

    static final Text<String> EXTERNAL_ID =
            Text.matching("2 to 1224 letters, digits and +=,.@:/-", "[\\w+=,.@:/-]{2,1224}");

    static final Text<String> CLUSTER = Text.matching(
            "a cluster's name or ARN", "(arn:aws[a-z-]*:ecs:[a-z0-9-]+:\\d{12}:cluster/)?[A-Za-z0-9_-]{1,255}");

    static final Text<String> SERVICE = Text.matching("a service's name", "[A-Za-z0-9_-]{1,255}");

    static final Text<String> FAMILY = Text.matching("a family's name, without a revision", "[A-Za-z0-9_-]{1,255}");

    static final Text<String> CONTAINER = Text.matching("a container's name", "[A-Za-z0-9_-]{1,255}");

    static final String REVISION =
            "(arn:aws[a-z-]*:ecs:[a-z0-9-]+:\\d{12}:task-definition/)?[A-Za-z0-9_-]{1,255}:[1-9]\\d{0,8}";

    /** A revision is always named: a family alone means whatever is newest, and never compares equal. */
    static final Text<String> TASK_DEFINITION = Text.matching(
                    "family:revision, or a task definition's ARN with its revision", REVISION)
            .such("shop-api:123");

    static final Text<String> DISTRIBUTION = Text.matching("a distribution's id such as E2EXAMPLE", "[A-Z0-9]{1,64}")
            .such("E2EXAMPLE");

    private Names() {}

    static Read<Metadata> metadata(Part part) {
        return part.object(fields -> {
            var name = fields.required(
                    "name", "The name of the record's file, key or item. A Pin has that of its Target.", NAME);
            var labels = fields.optional(
                    "labels", "What holds and filters choose by.", given -> given.entries(LABEL_KEY, LABEL_VALUE));
            return fields.done(() -> new Metadata(
                    name.get(), Ordered.sorted(labels.isPresent() ? labels.get() : new TreeMap<String, String>())));
        });
    }

    /** Whether a name is there twice; the second is reported. */
    static boolean unique(Part part, List<String> names) {
        for (int i = 1; i < names.size(); i++) {
            if (names.subList(0, i).contains(names.get(i))) {
                part.fail(Part.quoted(names.get(i)) + " twice", "each once");
                return false;
            }
        }
        return true;
    }

    private static String asName(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[ _.]", "-");
    }
}
