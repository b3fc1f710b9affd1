package dev.belay.console;

import dev.belay.console.Question.Choice;
import dev.belay.console.Question.Field;
import dev.belay.console.Question.Hidden;
import dev.belay.model.Status;
import java.util.List;

/** What is asked before something is done. */
final class Questions {
    private static final List<Choice> TYPED = List.of();
    private static final List<Hidden> NOTHING = List.of();

    private Questions() {}

    static Question admit(Status status, List<PlanView.Step> steps) {
        var pin = status.pin();
        String pending = pin == null ? null : pin.pending();
        String text = pending == null
                ? "What changed unseen, or was undone again and again, is corrected from now on."
                : "This puts in force what was kept back: " + pending + ".";
        return new Question(
                "admit", "Admit", text, "Admit", List.of(new Hidden("revision", revision(status))), List.of(), steps);
    }

    static Question hold(String target, String mode) {
        boolean suspend = mode.equals("suspend");
        return new Question(
                mode,
                (suspend ? "Suspend " : "Freeze ") + target,
                suspend
                        ? "Belay does nothing at all about this target until the hold is lifted: drift stays, rollbacks wait."
                        : "New pins wait until somebody admits them. Rollbacks to known good go through, and drift is still corrected.",
                suspend ? "Suspend" : "Freeze",
                NOTHING,
                List.of(
                        reason(),
                        new Field(
                                "until",
                                "Until (UTC)",
                                "Empty: until somebody lifts it. Example: 2026-11-21 09:00",
                                false,
                                "",
                                TYPED),
                        new Field("hold", "Name of the hold", "", true, name(mode, target), TYPED)),
                null);
    }

    static Question lift(TargetView.HoldView hold) {
        String others = hold.shared() ? " It bears upon other targets as well: they are let go too." : "";
        return new Question(
                "lift",
                "Lift " + hold.name(),
                "A pin that it kept back stays pending until somebody admits it." + others,
                "Lift",
                List.of(new Hidden("hold", hold.name()), new Hidden("revision", hold.revision())),
                List.of(),
                null);
    }

    static Question pin(Status status, String version, List<PlanView.Step> steps) {
        return new Question(
                "pin",
                "Pin " + status.name(),
                "Every component goes to this version. To go back, a rollback is the safer way: it goes to what is known good.",
                "Pin",
                List.of(new Hidden("revision", revision(status))),
                List.of(new Field("version", "Version", "", true, version, TYPED), reason(), incident()),
                steps.isEmpty() ? null : steps);
    }

    static Question mark(String version, String mark, boolean take) {
        boolean veto = mark.equals("vetoed");
        String word = veto ? "vetoed" : "known good";
        return new Question(
                take ? "mark" : "unmark",
                take ? (veto ? "Veto " : "Mark known good: ") + version : "Take back that " + version + " is " + word,
                take
                        ? veto
                                ? "Nothing goes to this version by itself from now on. Where it is in force it stays so."
                                : "By your word this version may be gone back to, as if it had been proved."
                        : "What was seen to the same effect is forgotten as well.",
                take ? (veto ? "Veto" : "Mark known good") : "Take back",
                List.of(new Hidden("version", version), new Hidden("mark", mark)),
                List.of(reason()),
                null);
    }

    /** Empty: nothing is pinned yet. */
    static String revision(Status status) {
        var pin = status.pin();
        return pin == null ? "" : pin.revision();
    }

    static Field reason() {
        return new Field("reason", "Reason", "Why, for those who read it tomorrow", true, "", TYPED);
    }

    static Field incident() {
        return new Field("incident", "Incident", "Its id, if there is one", false, "", TYPED);
    }

    /** A DNS label. */
    private static String name(String mode, String target) {
        String whole = mode + "-" + target;
        return whole.substring(0, Math.min(whole.length(), 63)).replaceAll("-+$", "");
    }
}
