package dev.belay.rollout;

import dev.belay.model.Check;
import dev.belay.model.CheckResult;
import dev.belay.model.EcsService;
import dev.belay.model.Rollout;
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

    /** What a try counts for. */
    private enum Round {
        /** While the rollout is on its way: only told, and begun anew when all is in place. */
        GLIMPSE,
        VERIFY,
        SOAK;

        static @Nullable Round of(Root root) {
            Rollout rollout = root.rollout();
            if (rollout == null) {
                return root.soak() == null || root.soak().from() == null ? null : SOAK;
            }
            return switch (rollout.phase()) {
                case APPLY -> GLIMPSE;
                case VERIFY -> VERIFY;
                case DONE -> null;
            };
        }

        boolean due(Check check, CheckResult result, Instant now) {
            return switch (this) {
                case GLIMPSE, VERIFY -> Verification.due(check, result, now);
                case SOAK -> Verification.soakDue(check, result, now);
            };
        }

        CheckResult next(Check check, CheckResult before, Answer answer, Instant now) {
            return switch (this) {
                case GLIMPSE -> Verification.glimpse(check, before, answer, now);
                case VERIFY -> Verification.next(check, before, answer, now);
                case SOAK -> Verification.soaked(check, before, answer, now);
            };
        }
    }

    /** One try of each check that is due, where it may be acted on what they answer. */
    void run(Session session, Situation situation) {
        Root root = session.root();
        Target target = root.admitted().target();
        Round round = Round.of(root);
        if (target == null || round == null || !situation.mayAct()) {
            return;
        }
        Instant now = session.now();
        var results = new ArrayList<>(Verification.resume(target.verify(), results(root), now));
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (round.due(target.verify().get(i), results.get(i), now)) {
                due.add(i);
            }
        }
        List<Answer> answers = parallel.map(
                due,
                AT_ONCE,
                i -> prober.probe(target.verify().get(i), new Proved(components, target, root, began(root, now))));
        for (int i = 0; i < due.size(); i++) {
            int index = due.get(i);
            results.set(index, next(round, target.verify().get(index), results.get(index), answers.get(i), session));
        }
        session.save(put(root, results));
    }

    private static List<CheckResult> results(Root root) {
        Rollout rollout = root.rollout();
        Soak soak = root.soak();
        return rollout != null ? rollout.checks() : soak != null ? soak.checks() : List.of();
    }

    private static Root put(Root root, List<CheckResult> results) {
        Rollout rollout = root.rollout();
        Soak soak = root.soak();
        if (rollout != null) {
            return root.with(new RolloutDraft(rollout).checks(results).rollout());
        }
        return soak == null ? root : root.with(soak.checks(results));
    }

    private static Instant began(Root root, Instant now) {
        Rollout rollout = root.rollout() == null ? root.history().last() : root.rollout();
        return rollout == null ? now : rollout.startedAt();
    }

    private static CheckResult next(Round round, Check check, CheckResult before, Answer answer, Session session) {
        CheckResult after = round.next(check, before, answer, session.now());
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

    /** How long until the next check is due; null: none is. */
    @Nullable
    Duration untilNext(Root root, Instant now) {
        Target target = root.admitted().target();
        Round round = Round.of(root);
        if (target == null || round == null) {
            return null;
        }
        return switch (verdict(round, target, root, now)) {
            case Verification.Pending(Instant nextTry) ->
                nextTry.isAfter(now) ? Duration.between(now, nextTry) : Duration.ZERO;
            // The conclusion is drawn in the same pass; where it may not be, coming back at once would be in vain.
            case Verification.Passed passed -> null;
            case Verification.Failed failed -> null;
        };
    }

    private static Verification.Verdict verdict(Round round, Target target, Root root, Instant now) {
        Soak soak = root.soak();
        return round == Round.SOAK && soak != null
                ? Verification.soakVerdict(target.verify(), soak.checks(), soak.end(target.soak()), now)
                : Verification.verdict(target.verify(), results(root));
    }
}
