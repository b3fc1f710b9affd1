package dev.belay.diagnose;

import dev.belay.model.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the target as a whole tells: its checks, and the calls of Belay itself that were refused. */
final class TargetSuspects {
    /** A call of ours that was denied or throttled, as the one place words it that translates the SDK's exceptions. */
    private static final Pattern REFUSED = Pattern.compile("\\b(?<call>[a-z0-9]+ [A-Z][A-Za-z0-9]+\\b[^|;]*?): "
            + "(?<code>AccessDenied\\w*|UnauthorizedOperation|AuthFailure|ExpiredToken\\w*|InvalidClientTokenId"
            + "|UnrecognizedClientException|Throttling\\w*|ThrottledException|RequestLimitExceeded|TooManyRequests\\w*"
            + "|TooManyInvalidationsInProgress|SlowDown|LimitExceeded\\w*|no AWS credentials were found)");

    private TargetSuspects() {}

    static List<Suspect> of(Subject subject, List<Evidence> evidence) {
        var suspects = new ArrayList<Suspect>();
        refused(subject).ifPresent(suspects::add);
        checks(subject, evidence).ifPresent(suspects::add);
        return suspects;
    }

    private static Optional<Suspect> refused(Subject subject) {
        var found = REFUSED.matcher(subject.message());
        if (!found.find()) {
            return Optional.empty();
        }
        boolean throttled = AwsWords.any(found.group("code"), List.of("Thrott", "Limit", "TooMany", "SlowDown"));
        return Optional.of(Suspect.of(
                Kind.CALLS_REFUSED,
                Certainty.TOLD,
                only(subject),
                "AWS " + (throttled ? "throttles" : "denies") + " Belay's call " + found.group("call") + ".",
                List.of(subject.message())));
    }

    private static Optional<Suspect> checks(Subject subject, List<Evidence> evidence) {
        List<CheckResult> failing = subject.checks().stream()
                .filter(check -> check.state() == CheckResult.State.FAILED
                        || (check.state() == CheckResult.State.PENDING && check.failuresInARow() > 0))
                .sorted((one, other) -> Boolean.compare(one.optional(), other.optional()))
                .toList();
        if (failing.isEmpty()) {
            return Optional.empty();
        }
        CheckResult first = failing.getFirst();
        boolean well = evidence.stream().noneMatch(one -> one instanceof ServiceEvidence seen && !seen.healthy());
        List<String> answers = failing.stream()
                .map(check -> "check " + check.name() + (check.optional() ? " (optional)" : "") + " failed "
                        + check.failuresInARow() + " times in a row: " + said(check))
                .toList();
        List<String> log = evidence.stream()
                .filter(ServiceEvidence.class::isInstance)
                .map(ServiceEvidence.class::cast)
                .flatMap(seen -> seen.log(null, null).stream())
                .toList();
        return Optional.of(Suspect.of(
                        Kind.CHECK_FAILS,
                        first.optional() || !well ? Certainty.POSSIBLE : Certainty.LIKELY,
                        only(subject),
                        "Check " + first.name() + " fails: " + said(first)
                                + (said(first).endsWith(".") ? "" : "."),
                        answers)
                .with(log));
    }

    private static String said(CheckResult check) {
        return check.answer() == null ? "no answer yet" : check.answer();
    }

    private static @Nullable String only(Subject subject) {
        return subject.parts().size() == 1 ? subject.parts().getFirst().component() : null;
    }
}
