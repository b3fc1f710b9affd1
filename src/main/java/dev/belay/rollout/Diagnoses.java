package dev.belay.rollout;

import dev.belay.diagnose.Subject;
import dev.belay.ecs.EcsState;
import dev.belay.model.Check;
import dev.belay.model.ComponentReport;
import dev.belay.model.Diagnosis;
import dev.belay.model.EcsService;
import dev.belay.model.Rollout;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import dev.belay.model.Target;
import dev.belay.reconcile.Outcome;
import dev.belay.site.SiteState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has failures looked into, beside the passes, and hands what was found to the next pass. */
final class Diagnoses {
    /** What still stalls after so long is looked into again. */
    private static final Duration STALE = Duration.ofMinutes(5);

    /** A failure that is older leaves no traces to look for. */
    private static final Duration COLD = Duration.ofMinutes(30);

    private final Function<Subject, Diagnosis> diagnose;
    private final Consumer<String> found;
    private final Map<String, Question> questions = new ConcurrentHashMap<>();
    private final Map<String, Finding> findings = new ConcurrentHashMap<>();

    /** What is to be looked into. */
    private record Question(String rollout, Subject subject) {}

    /** What was found. */
    record Finding(String rollout, Diagnosis diagnosis) {}

    /** @param found hears of a target for which something was found */
    Diagnoses(Function<Subject, Diagnosis> diagnose, Consumer<String> found) {
        this.diagnose = diagnose;
        this.found = found;
    }

    /** Asks for what is to be looked into; whether there is anything to do now. */
    boolean ask(Root root, SequencedMap<String, ComponentReport> reports, Instant now) {
        Rollout suspect = suspect(root, reports, now);
        Target target = root.admitted().target();
        if (suspect == null || target == null || findings.containsKey(root.target())) {
            return false;
        }
        var question = new Question(suspect.id(), subject(root, target, suspect, reports));
        Question before = questions.putIfAbsent(root.target(), question);
        return before == null;
    }

    private static @Nullable Rollout suspect(Root root, SequencedMap<String, ComponentReport> reports, Instant now) {
        Rollout running = root.rollout();
        if (running != null) {
            Diagnosis known = running.diagnosis();
            boolean stalls =
                    reports.values().stream().anyMatch(report -> report.standing() instanceof Standing.Stalled);
            return stalls && (known == null || known.at().plus(STALE).isBefore(now)) ? running : null;
        }
        Rollout last = root.history().last();
        Instant at = failedAt(root);
        boolean fresh = at != null && at.plus(COLD).isAfter(now);
        return last != null && last.diagnosis() == null && fresh ? last : null;
    }

    /** When the last rollout failed, or what it put in place did; null: neither did. */
    static @Nullable Instant failedAt(Root root) {
        Rollout last = root.history().last();
        Course.Failed failed = root.admitted().course().failed();
        if (last == null || last.outcome() == null) {
            return null;
        } else if (failed != null && failed.rollout().equals(last.id())) {
            return failed.at();
        }
        return switch (last.outcome()) {
            case FAILED, ROLLED_BACK_BY_ECS, REVERTED -> last.finishedAt();
            case SUCCEEDED, SUPERSEDED -> null;
        };
    }

    private static Subject subject(
            Root root, Target target, Rollout rollout, SequencedMap<String, ComponentReport> reports) {
        var parts = new ArrayList<Subject.Part>();
        target.components().forEach((name, component) -> {
            switch (component) {
                case EcsService service -> parts.add(part(root, rollout, name, service));
                case Site site -> parts.add(part(root, target, name, site));
            }
        });
        var failed = root.admitted().course().failed();
        String stalled = reports.values().stream()
                .map(ComponentReport::standing)
                .filter(Standing.Stalled.class::isInstance)
                .map(standing -> ((Standing.Stalled) standing).message())
                .findFirst()
                .orElse("");
        String message = rollout.message() != null && failed == null
                ? rollout.message()
                : failed != null ? failed.message() : stalled;
        Soak soak = root.soak();
        return new Subject(
                root.target(),
                rollout.startedAt(),
                message,
                parts,
                soak != null && soak.rollout().equals(rollout.id()) ? soak.checks() : rollout.checks());
    }

    private static Subject.Part part(Root root, Rollout rollout, String name, EcsService service) {
        EcsState state = root.service(name);
        String good = KnownGood.lastGood(root.history(), name);
        return new Subject.Part.Service(
                name,
                service,
                state.followed() == null ? null : state.followed().deployment(),
                state.resolved() == null ? null : state.resolved().arn(),
                good != null ? good : rollout.from().get(name));
    }

    private static Subject.Part part(Root root, Target target, String name, Site site) {
        SiteState state = root.site(name);
        return new Subject.Part.Website(
                name,
                site,
                state.resolved() == null ? null : state.resolved().source(),
                address(target, name),
                state.invalidations().stream()
                        .filter(one -> one.id() != null)
                        .map(one -> one.distribution() + "/" + one.id())
                        .toList());
    }

    private static @Nullable URI address(Target target, String component) {
        for (Check check : target.verify()) {
            if (check.probe() instanceof Check.Served(String site, URI url) && site.equals(component)) {
                return url;
            }
        }
        return null;
    }

    /** Looks into what was asked last. Bounded in time. */
    Outcome look(String target) {
        Question question = questions.get(target);
        if (question != null) {
            findings.put(target, new Finding(question.rollout(), diagnose.apply(question.subject())));
            questions.remove(target);
            found.accept(target);
        }
        return new Outcome.Gone();
    }

    /** What was found and not taken down yet. */
    @Nullable
    Finding finding(String target) {
        return findings.get(target);
    }

    void takenDown(String target, Finding finding) {
        findings.remove(target, finding);
    }
}
