package dev.belay.store;

import dev.belay.model.Failure;
import java.util.regex.Pattern;

/** The rule for names of records, which are parts of paths and keys: a DNS label of up to 63 characters. */
public final class RecordName {
    static final String FORM = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    private static final Pattern LABEL = Pattern.compile(FORM);

    private RecordName() {}

    /** Whether a record can have this name. */
    public static boolean isValid(String name) {
        return LABEL.matcher(name).matches();
    }

    /**
     * For writes.
     *
     * @throws dev.belay.model.FailureException with {@link Failure.Invalid} when no record can have this name
     */
    public static String require(String name) {
        if (!isValid(name)) {
            throw new Failure.Invalid(
                            "\"" + name + "\" is not a name: expected a DNS label, up to 63 of a-z, 0-9 and -")
                    .asException();
        }
        return name;
    }
}
