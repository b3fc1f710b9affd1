package dev.belay.localcloud.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.RefusedException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The calls that read one log group. */
final class LogReads {
    private final LogGroup group;

    LogReads(LogGroup group) {
        this.group = group;
    }

    ObjectNode streams(ObjectNode body) {
        String prefix = body.path("logStreamNamePrefix").asText("");
        boolean byTime = body.path("orderBy").asText("LogStreamName").equals("LastEventTime");
        if (byTime && !prefix.isEmpty()) {
            throw invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        Comparator<LogGroup.Stream> order = byTime
                ? Comparator.comparing((LogGroup.Stream stream) ->
                                stream.lines.getLast().at())
                        .thenComparing(stream -> stream.name)
                : Comparator.comparing((LogGroup.Stream stream) -> stream.name);
        List<LogGroup.Stream> found = group.streams.values().stream()
                .filter(stream -> stream.name.startsWith(prefix))
                .sorted(body.path("descending").asBoolean(false) ? order.reversed() : order)
                .toList();
        int from = Math.min(found.size(), body.path("nextToken").asInt(0));
        int to = Math.min(found.size(), from + body.path("limit").asInt(50));
        ObjectNode page = Json.object();
        page.set("logStreams", Json.array(found.subList(from, to).stream().map(this::described)));
        return to < found.size() ? page.put("nextToken", Integer.toString(to)) : page;
    }

    private ObjectNode described(LogGroup.Stream stream) {
        long last = stream.lines.getLast().at().toEpochMilli();
        return Json.object()
                .put("logStreamName", stream.name)
                .put("creationTime", stream.createdAt.toEpochMilli())
                .put("firstEventTimestamp", stream.lines.getFirst().at().toEpochMilli())
                .put("lastEventTimestamp", last)
                .put("lastIngestionTime", last)
                .put("arn", group.arn + ":log-stream:" + stream.name)
                .put("storedBytes", 0);
    }

    /** Tokens are {@code f/NUMBER} and {@code b/NUMBER}: from that line on, and up to it; at the end the same one again. */
    ObjectNode events(ObjectNode body) {
        LogGroup.Stream stream = Optional.ofNullable(
                        group.streams.get(body.path("logStreamName").asText()))
                .orElseThrow(() ->
                        new RefusedException("ResourceNotFoundException", "The specified log stream does not exist."));
        List<LogGroup.Line> lines = stream.lines.stream().filter(within(body)).toList();
        int limit = body.path("limit").asInt(10_000);
        String token = body.path("nextToken").asText("");
        boolean head = body.path("startFromHead").asBoolean(false);
        int from;
        int to;
        if (token.startsWith("f/") || (token.isEmpty() && head)) {
            from = position(lines, token, 0);
            to = Math.min(lines.size(), from + limit);
        } else {
            to = position(lines, token, lines.size());
            from = Math.max(0, to - limit);
        }
        ObjectNode answer = Json.object();
        answer.set("events", Json.array(lines.subList(from, to).stream().map(LogReads::event)));
        return answer.put("nextForwardToken", "f/" + number(lines, to))
                .put("nextBackwardToken", "b/" + number(lines, from));
    }

    private static int position(List<LogGroup.Line> lines, String token, int byDefault) {
        if (token.isEmpty()) {
            return byDefault;
        }
        if (!token.matches("[fb]/\\d+")) {
            throw invalid("The specified nextToken is invalid.");
        }
        long number = Long.parseLong(token.substring(2));
        return (int) lines.stream().filter(line -> line.number() < number).count();
    }

    private static long number(List<LogGroup.Line> lines, int position) {
        return position < lines.size()
                ? lines.get(position).number()
                : lines.isEmpty() ? 0 : lines.getLast().number() + 1;
    }

    ObjectNode filtered(ObjectNode body) {
        List<String> names = Json.texts(body.path("logStreamNames"));
        String prefix = body.path("logStreamNamePrefix").asText("");
        if (!names.isEmpty() && !prefix.isEmpty()) {
            throw invalid("LogStreamNames and logStreamNamePrefix cannot be specified at the same time.");
        }
        if (names.stream().anyMatch(name -> !group.streams.containsKey(name))) {
            throw new RefusedException("ResourceNotFoundException", "The specified log stream does not exist.");
        }
        Predicate<String> pattern = FilterPattern.of(body.path("filterPattern").asText(""));
        List<LogGroup.Line> found = group.streams.values().stream()
                .filter(stream -> names.isEmpty() || names.contains(stream.name))
                .filter(stream -> stream.name.startsWith(prefix))
                .flatMap(stream -> stream.lines.stream())
                .filter(within(body))
                .filter(line -> pattern.test(line.text()))
                .sorted(Comparator.comparing(LogGroup.Line::at).thenComparing(LogGroup.Line::stream))
                .toList();
        int from = Math.min(found.size(), body.path("nextToken").asInt(0));
        int to = Math.min(found.size(), from + body.path("limit").asInt(10_000));
        ObjectNode answer = Json.object();
        answer.set(
                "events",
                Json.array(found.subList(from, to).stream()
                        .map(line ->
                                event(line).put("logStreamName", line.stream()).put("eventId", line.id()))));
        answer.set("searchedLogStreams", Json.array());
        return to < found.size() ? answer.put("nextToken", Integer.toString(to)) : answer;
    }

    private static Predicate<LogGroup.Line> within(JsonNode body) {
        Instant from = Instant.ofEpochMilli(body.path("startTime").asLong(0));
        Instant to = Instant.ofEpochMilli(body.path("endTime").asLong(Long.MAX_VALUE / 2));
        return line -> !line.at().isBefore(from) && line.at().isBefore(to);
    }

    private static ObjectNode event(LogGroup.Line line) {
        return Json.object()
                .put("timestamp", line.at().toEpochMilli())
                .put("message", line.text())
                .put("ingestionTime", line.at().toEpochMilli());
    }

    private static RefusedException invalid(String message) {
        return new RefusedException("InvalidParameterException", message);
    }
}
