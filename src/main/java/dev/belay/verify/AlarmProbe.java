package dev.belay.verify;

import dev.belay.model.Check;
import dev.belay.model.FailureException;
import java.time.Instant;

/**
 * Whether an alarm rings by the rollout's doing. One that rang before the rollout began is excused: it was not this version. One with
 * too few data passes: the usual alarm on errors has none as long as there are none, and a new one must not block for ever. One
 * that can't be read, or is not there, stays open.
 */
final class AlarmProbe {
    private final Alarms alarms;

    AlarmProbe(Alarms alarms) {
        this.alarms = alarms;
    }

    Answer probe(Check.Alarm ask, Instant startedAt) {
        try {
            return judge(ask.alarm(), alarms.read(ask.aws(), ask.alarm()), startedAt);
        } catch (FailureException e) {
            return Answer.open(e.failure().message());
        }
    }

    static Answer judge(String name, Alarms.Seen seen, Instant startedAt) {
        return switch (seen.state()) {
            case OK -> Answer.passed(name + " is OK");
            case INSUFFICIENT_DATA ->
                Answer.passed(name + " has too few data to tell (INSUFFICIENT_DATA), which is not ALARM");
            case ALARM -> ringing(name, seen, startedAt);
        };
    }

    private static Answer ringing(String name, Alarms.Seen seen, Instant startedAt) {
        Instant since = seen.since();
        if (since == null) {
            return Answer.open(name + " is in ALARM, and CloudWatch does not say since when: " + seen.reason());
        }
        String words = name + " is in ALARM since " + since;
        return since.isBefore(startedAt)
                ? Answer.excused(words + ", before the rollout began at " + startedAt + ": " + seen.reason())
                : Answer.failed(words + ": " + seen.reason());
    }
}
