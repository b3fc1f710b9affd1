package dev.belay.verify.aws;

import dev.belay.aws.Failures;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.verify.Alarms;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** {@code DescribeAlarms}. */
public final class SdkAlarms implements Alarms {
    private final Function<AwsScope, CloudWatchClient> cloudWatch;

    public SdkAlarms(Function<AwsScope, CloudWatchClient> cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    @Override
    public Seen read(AwsScope scope, String name) {
        String what = "cloudwatch DescribeAlarms " + name;
        return Failures.translating(what, () -> {
            CloudWatchClient client = cloudWatch.apply(scope);
            var answer = client.describeAlarms(
                    request -> request.alarmNames(name).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
            return metric(what, answer)
                    .or(() -> composite(what, answer))
                    .orElseThrow(() -> new Failure.NotFound(what + ": there is no alarm of that name in "
                                    + client.serviceClientConfiguration().region())
                            .asException());
        });
    }

    private static Optional<Seen> metric(String what, DescribeAlarmsResponse answer) {
        return answer.metricAlarms().stream()
                .findFirst()
                .map(alarm -> seen(
                        what,
                        alarm.stateValue(),
                        alarm.stateTransitionedTimestamp(),
                        alarm.stateUpdatedTimestamp(),
                        alarm.stateReason()));
    }

    private static Optional<Seen> composite(String what, DescribeAlarmsResponse answer) {
        return answer.compositeAlarms().stream()
                .findFirst()
                .map(alarm -> seen(
                        what,
                        alarm.stateValue(),
                        alarm.stateTransitionedTimestamp(),
                        alarm.stateUpdatedTimestamp(),
                        alarm.stateReason()));
    }

    /** The time of an update is also that of a new reason for the same state: only where there is nothing better. */
    private static Seen seen(
            String what,
            @Nullable StateValue state,
            @Nullable Instant transitioned,
            @Nullable Instant updated,
            @Nullable String reason) {
        Alarms.State known = switch (state) {
            case OK -> State.OK;
            case ALARM -> State.ALARM;
            case INSUFFICIENT_DATA -> State.INSUFFICIENT_DATA;
            case null -> null;
            case UNKNOWN_TO_SDK_VERSION -> null;
        };
        if (known == null) {
            throw new Failure.Invalid(what + ": its state is one that Belay does not know").asException();
        }
        return new Seen(
                known,
                transitioned == null ? updated : transitioned,
                Objects.requireNonNullElse(reason, "no reason given"));
    }
}
