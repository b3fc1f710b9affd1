package dev.belay.console;

import dev.belay.access.Session;
import dev.belay.model.Condition;
import dev.belay.model.Status;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody can do about a target, and why not what they can't.
 *
 * @param mayLift whether holds are theirs to lift
 */
record Offers(List<Offer> all, boolean mayLift) {
    /** What somebody may do, for as long as their page is open. */
    record Role(boolean operator, boolean admin) {
        static Role of(Session session) {
            return new Role(
                    session.covers(dev.belay.access.Role.OPERATOR), session.covers(dev.belay.access.Role.ADMIN));
        }

        boolean covers(dev.belay.access.Role needed) {
            return switch (needed) {
                case VIEWER -> true;
                case OPERATOR -> operator;
                case ADMIN -> admin;
            };
        }
    }

    /**
     * One action.
     *
     * @param id the last part of its dialog's address
     * @param why not; null: it can be done
     * @param first whether it is what most come for
     */
    record Offer(
            String id, String label, String hint, @Nullable String why, boolean first) {
        /** Whether it is done by the click itself: there is nothing to ask. */
        public boolean atOnce() {
            return id.equals("reconcile");
        }
    }

    static Offers of(Status status, Role role) {
        String admit = status.pin() == null
                ? "nothing is pinned"
                : status.pin().pending() == null && !undone(status) ? "nothing waits for it" : null;
        return new Offers(
                List.of(
                        offer(
                                role,
                                "rollback",
                                "Roll back…",
                                "shows the plan first",
                                dev.belay.access.Role.OPERATOR,
                                null),
                        offer(
                                role,
                                "admit",
                                "Admit…",
                                status.pin() != null && status.pin().pending() != null
                                        ? "puts the pending pin in force"
                                        : "lets what was left as it is be corrected",
                                dev.belay.access.Role.ADMIN,
                                admit),
                        offer(
                                role,
                                "reconcile",
                                "Reconcile now",
                                "looks at everything at once",
                                dev.belay.access.Role.OPERATOR,
                                null),
                        offer(
                                role,
                                "freeze",
                                "Freeze…",
                                "new pins wait; drift is still corrected",
                                dev.belay.access.Role.OPERATOR,
                                null),
                        offer(role, "suspend", "Suspend…", "no action at all", dev.belay.access.Role.OPERATOR, null),
                        offer(role, "pin", "Pin a version…", "any version", dev.belay.access.Role.ADMIN, null)),
                role.operator());
    }

    private static Offer offer(
            Role role, String id, String label, String hint, dev.belay.access.Role needs, @Nullable String why) {
        String not = role.covers(needs) ? why : "needs " + needs.name().toLowerCase(Locale.ROOT);
        return new Offer(id, label, hint, not, id.equals("rollback"));
    }

    /** Whether drift was left as it is until somebody says more. */
    private static boolean undone(Status status) {
        Condition synced = Sentences.condition(status, Condition.Type.SYNCED);
        Condition stalled = Sentences.condition(status, Condition.Type.STALLED);
        return (synced != null && synced.reason().startsWith("DriftedUnseen"))
                || (synced != null && synced.reason().equals("DriftedToKnownGood"))
                || (stalled != null && stalled.reason().equals("Fight"));
    }
}
