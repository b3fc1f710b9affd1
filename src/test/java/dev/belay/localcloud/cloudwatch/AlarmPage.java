package dev.belay.localcloud.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.util.List;
import java.util.Map;

/** DescribeAlarms: by names, by prefix, by state, a page at a time. Names that there are not are left out. */
final class AlarmPage {
    private AlarmPage() {}

    static ObjectNode of(Map<String, Alarm> known, ObjectNode body) {
        List<String> names = Json.texts(body.path("AlarmNames"));
        List<String> types = Json.texts(body.path("AlarmTypes"));
        String prefix = body.path("AlarmNamePrefix").asText("");
        String state = body.path("StateValue").asText("");
        List<Alarm> found = known.values().stream()
                .filter(alarm -> types.isEmpty() || types.contains("MetricAlarm"))
                .filter(alarm -> names.isEmpty() || names.contains(alarm.name()))
                .filter(alarm -> alarm.name().startsWith(prefix))
                .filter(alarm -> state.isEmpty() || alarm.state().equals(state))
                .toList();
        int from = Math.min(found.size(), body.path("NextToken").asInt(0));
        int to = Math.min(found.size(), from + body.path("MaxRecords").asInt(50));
        ObjectNode page = Json.object();
        page.set("MetricAlarms", Json.array(found.subList(from, to).stream().map(Alarm::described)));
        page.set("CompositeAlarms", Json.array());
        return to < found.size() ? page.put("NextToken", Integer.toString(to)) : page;
    }
}
