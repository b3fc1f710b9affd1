package dev.belay.console;

import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The templates and what each is given; their text lies beside one another under {@code templates/Html}. */
final class Html {
    private Html() {}

    /**
     * All targets.
     *
     * @param mark of the changes that the page shows already
     * @param labels that the address asks for
     */
    record Wall(
            Frame frame,
            String mark,
            List<Tally> tallies,
            List<Line> lines,
            int total,
            String query,
            List<String> labels)
            implements TemplateInstance {}

    /** @param shown whether the filters let it through */
    record Line(Row row, boolean shown) {}

    /** How many targets have a summary. */
    record Tally(Badge badge, int count, boolean chosen) {}

    /**
     * Lines that changed, each to be put in its place.
     *
     * @param gone names of targets that are no more
     */
    record Lines(String root, List<Line> lines, List<String> gone) implements TemplateInstance {}

    /**
     * A target's page.
     *
     * @param course the rollout that runs, else the last one; null: there was none
     * @param mark of the changes that the page shows already
     */
    record Target(Frame frame, TargetView view, @Nullable RolloutPage course, String mark)
            implements TemplateInstance {}

    /** How the target stands. This and the next three change by themselves; fresh: they are put in place of the old. */
    record Now(TargetView view, boolean fresh) implements TemplateInstance {}

    record Actions(TargetView view, boolean fresh) implements TemplateInstance {}

    record Conditions(TargetView view, boolean fresh) implements TemplateInstance {}

    record Course(@Nullable RolloutPage course, String root, boolean fresh) implements TemplateInstance {}

    record Rollout(Frame frame, RolloutPage rollout) implements TemplateInstance {}

    /** Why there is no page. */
    record Trouble(Frame frame, Message message) implements TemplateInstance {}

    /** What came of something, or why nothing did. */
    record Said(Message message) implements TemplateInstance {}

    record Versions(String target, String root, List<VersionLine> versions, Offers.Role role)
            implements TemplateInstance {}

    record History(String target, String root, List<RolloutPage> rollouts) implements TemplateInstance {}

    record Plan(PlanView plan) implements TemplateInstance {}

    /**
     * The form to go back with.
     *
     * @param to versions to choose from
     */
    record Rollback(String target, String root, RollbackView plan, List<VersionLine> to, boolean admin)
            implements TemplateInstance {}

    /** Any other form. */
    record Ask(String target, String root, Question question) implements TemplateInstance {}

    record SignIn(String root, String assets, String next, boolean oidc, String refused) implements TemplateInstance {}
}
