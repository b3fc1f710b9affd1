package dev.belay.rollout;

import dev.belay.model.Metadata;
import dev.belay.model.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store's records say of one target, as of the last listing.
 *
 * @param exists whether there is a Target record, valid or not; without one the target is not reconciled
 * @param target null: absent or invalid
 * @param problems what is wrong with its target's and pin's records, a sentence each
 */
record Desired(
        Metadata metadata,
        boolean exists,
        @Nullable Target target,
        Admission.Wish wish,
        List<String> problems,
        Holding holding) {
    Desired {
        problems = List.copyOf(problems);
    }

    /** The root with what these records put in force. */
    Root admitInto(Root root) {
        Root withTarget = target == null ? root : Admission.admit(root, target);
        return Admission.admit(withTarget, wish, holding);
    }
}
