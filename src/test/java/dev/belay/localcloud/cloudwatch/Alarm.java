package dev.belay.localcloud.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.time.Instant;
import java.util.List;

/**
 * One metric alarm.
 *
 * @param settings what PutMetricAlarm said
 * @param transitioned when it last went into another state
 */
record Alarm(
        String arn,
        ObjectNode settings,
        String state,
        String reason,
        Instant configured,
        Instant updated,
        Instant transitioned) {
    private static final List<String> TEXTS = List.of(
            "AlarmName",
            "AlarmDescription",
            "MetricName",
            "Namespace",
            "Statistic",
            "ExtendedStatistic",
            "Unit",
            "ComparisonOperator",
            "TreatMissingData");
    private static final List<String> WHOLE = List.of("Period", "EvaluationPeriods", "DatapointsToAlarm");
    private static final List<String> LISTS =
            List.of("OKActions", "AlarmActions", "InsufficientDataActions", "Dimensions");

    static Alarm made(String arn, ObjectNode body, Instant now) {
        return new Alarm(arn, settings(body), "INSUFFICIENT_DATA", "Unchecked: Initial alarm creation", now, now, now);
    }

    Alarm configured(ObjectNode body, Instant now) {
        return new Alarm(arn, settings(body), state, reason, now, updated, transitioned);
    }

    Alarm in(String next, String why, Instant now) {
        return new Alarm(arn, settings, next, why, configured, now, next.equals(state) ? transitioned : now);
    }

    String name() {
        return settings.path("AlarmName").asText();
    }

    /** Query brings every value as text, CBOR wants numbers back. */
    private static ObjectNode settings(ObjectNode body) {
        ObjectNode settings = Json.object();
        TEXTS.stream()
                .filter(body::hasNonNull)
                .forEach(field -> settings.put(field, body.path(field).asText()));
        WHOLE.stream()
                .filter(body::hasNonNull)
                .forEach(field -> settings.put(field, body.path(field).asInt()));
        if (body.hasNonNull("Threshold")) {
            settings.put("Threshold", body.path("Threshold").asDouble());
        }
        settings.put("ActionsEnabled", body.path("ActionsEnabled").asBoolean(true));
        for (String field : LISTS) {
            JsonNode list = body.path(field);
            settings.set(field, list.isArray() ? list : Json.array());
        }
        return settings;
    }

    ObjectNode described() {
        ObjectNode described = settings.deepCopy();
        described.put("AlarmArn", arn).put("StateValue", state).put("StateReason", reason);
        described.putPOJO("AlarmConfigurationUpdatedTimestamp", configured);
        described.putPOJO("StateUpdatedTimestamp", updated);
        return described.putPOJO("StateTransitionedTimestamp", transitioned);
    }
}
