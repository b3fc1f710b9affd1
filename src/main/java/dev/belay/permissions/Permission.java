package dev.belay.permissions;

import dev.belay.model.Ordered;
import java.util.Arrays;
import java.util.SortedSet;

/**
 * An action of IAM, and why Belay needs it.
 *
 * @param calls the operations that Belay calls and that AWS asks for the action at, as {@code service:Operation}: most often the
 *     one of the same name. At least one
 * @param why what the calls are for, in words
 */
public record Permission(String action, String why, SortedSet<String> calls) {
    public Permission {
        calls = Ordered.sorted(calls);
        if (calls.isEmpty()) {
            throw new IllegalArgumentException(action + " is asked for by no call");
        }
    }

    /** Of the operation that has the action's name. */
    static Permission to(String action, String why) {
        return at(action, why, action);
    }

    /** Of operations with other names, or that imply it: AWS asks for the action when they are called. */
    static Permission at(String action, String why, String... calls) {
        return new Permission(action, why, Ordered.sorted(Arrays.asList(calls)));
    }

    /** Whether AWS asks for it at operations of other names only. */
    public boolean isImplied() {
        return !calls.contains(action);
    }
}
