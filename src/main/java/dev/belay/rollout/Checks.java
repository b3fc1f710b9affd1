package dev.belay.rollout;

import dev.belay.model.Check;
import dev.belay.model.CheckResult;
import dev.belay.model.EcsService;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Phase;
import dev.belay.model.Target;
import dev.belay.reconcile.Parallel;
import dev.belay.verify.Answer;
import dev.belay.verify.BuildFiles;
import dev.belay.verify.Prober;
import dev.belay.verify.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries the checks of a rollout that are due, side by side, and takes down what they answered. */
final class Checks {
    private static final int AT_ONCE = 16;

    private final Prober prober;
    private final Parallel parallel;
    private final Components components;

    Checks(Prober prober, Parallel parallel, Components components) {
        this.prober = prober;
        this.parallel = parallel;
        this.components = components;
    }

    /** One try of each check that is due, while the rollout verifies and may come forward. */
    void run(Session session, Situation situation) {
        Rollout rollout = session.root().rollout();
        Target target = session.root().admitted().target();
        if (rollout == null || target == null || rollout.phase() != Phase.VERIFY || !situation.mayAct()) {
            return;
        }
        Instant now = session.now();
        var results = new ArrayList<>(Verification.resume(target.verify(), rollout.checks(), now));
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (Verification.due(target.verify().get(i), results.get(i), now)) {
                due.add(i);
            }
        }
        Root root = session.root();
        List<Answer> answers = parallel.map(
                due,
                AT_ONCE,
                i -> prober.probe(target.verify().get(i), new Proved(components, target, root, rollout.startedAt())));
        for (int i = 0; i < due.size(); i++) {
            int index = due.get(i);
            results.set(index, next(target.verify().get(index), results.get(index), answers.get(i), session));
        }
        session.save(root.with(new RolloutDraft(rollout).checks(results).rollout()));
    }

    private static CheckResult next(Check check, CheckResult before, Answer answer, Session session) {
        CheckResult after = Verification.next(check, before, answer, session.now());
        if (after.state() != before.state()) {
            session.step(null, "check " + check.name() + decided(after.state()) + answer.words());
        }
        return after;
    }

    private static String decided(CheckResult.State state) {
        return switch (state) {
            case PENDING -> ": ";
            case PASSED -> " passed: ";
            case FAILED -> " failed: ";
            case EXCUSED -> " does not hold, and did not before: ";
        };
    }

    /** What the rollout that is proved is made of. */
    private record Proved(Components components, Target target, Root root, Instant startedAt)
            implements Prober.Context {
        @Override
        public @Nullable BuildFiles build(String component) {
            return components.build(component, target, root);
        }

        @Override
        public @Nullable EcsService service(String component) {
            return components.service(component, target, root);
        }
    }

    /** How long until the next check of the running rollout is due; null: none is. */
    @Nullable
    Duration untilNext(Root root, Instant now) {
        Rollout rollout = root.rollout();
        Target target = root.admitted().target();
        if (rollout == null || target == null || rollout.phase() != Phase.VERIFY) {
            return null;
        }
        return switch (Verification.verdict(target.verify(), rollout.checks())) {
            case Verification.Pending(Instant nextTry) ->
                nextTry.isAfter(now) ? Duration.between(now, nextTry) : Duration.ZERO;
            // The conclusion is drawn in the same pass; where it may not be, coming back at once would be in vain.
            case Verification.Passed passed -> null;
            case Verification.Failed failed -> null;
        };
    }
}
