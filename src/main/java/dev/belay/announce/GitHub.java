package dev.belay.announce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The issue of a follow-up: found by its marker among those that were opened since the trouble began, else opened; put up to date, and told
 * each further announcement once. Issues are listed, not searched: the search lags behind.
 */
final class GitHub {
    private static final String VERSION = "2022-11-28";
    private static final int PAGE = 100;
    private static final int PAGES = 10;
    private static final Duration SKEW = Duration.ofDays(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Wire wire;
    private final Recipient.GitHub to;
    private final Map<String, String> headers = new TreeMap<>();

    /** @param token resolved */
    GitHub(Wire wire, Recipient.GitHub to, String token) {
        this.wire = wire;
        this.to = to;
        headers.put("Accept", "application/vnd.github+json");
        headers.put("Authorization", "Bearer " + token.strip());
        headers.put("X-GitHub-Api-Version", VERSION);
    }

    /** Ends a delivery early. */
    private static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Delivery delivery;

        Stopped(Delivery delivery) {
            super("stopped", null, false, false);
            this.delivery = delivery;
        }
    }

    Delivery deliver(Announcement said, String report, @Nullable String link) {
        try {
            JsonNode issue = find(IssueText.marker(said.target(), to.key()));
            return new Delivery.Delivered(issue == null ? open(said, report, link) : update(issue, said, report, link));
        } catch (Stopped e) {
            return e.delivery;
        }
    }

    /** The oldest issue with the marker: whoever quotes it came later. */
    private @Nullable JsonNode find(String marker) throws Stopped {
        JsonNode found = null;
        for (int page = 1; page <= PAGES; page++) {
            JsonNode issues = call("GET", "/issues?state=all&sort=created&direction=desc" + page(page), null);
            for (JsonNode issue : issues) {
                if (time(issue, "created_at").isBefore(to.earliest())) {
                    return found;
                }
                if (!issue.has("pull_request") && issue.path("body").asText().contains(marker)) {
                    found = issue;
                }
            }
            if (issues.size() < PAGE) {
                return found;
            }
        }
        return found;
    }

    private String open(Announcement said, String report, @Nullable String link) throws Stopped {
        ObjectNode issue = JsonNodeFactory.instance.objectNode();
        issue.put("title", said.title());
        issue.put("body", IssueText.open(said, to.key(), report, link));
        var labels = issue.putArray("labels");
        to.labels().forEach(labels::add);
        return call("POST", "/issues", issue).path("html_url").asText();
    }

    private String update(JsonNode issue, Announcement said, String report, @Nullable String link) throws Stopped {
        String path = "/issues/" + issue.path("number").asInt();
        String body = issue.path("body").asText().replace("\r\n", "\n");
        String next = IssueText.with(body, said.rollout(), report);
        if (!next.equals(body)) {
            call("PATCH", path, JsonNodeFactory.instance.objectNode().put("body", next));
        }
        if (!body.contains(IssueText.marker(said)) && !commented(path, said)) {
            call(
                    "POST",
                    path + "/comments",
                    JsonNodeFactory.instance.objectNode().put("body", IssueText.comment(said, link)));
        }
        return issue.path("html_url").asText();
    }

    private boolean commented(String issue, Announcement said) throws Stopped {
        String since = Words.time(said.at().minus(SKEW));
        for (int page = 1; page <= PAGES; page++) {
            JsonNode comments = call("GET", issue + "/comments?since=" + since + page(page), null);
            for (JsonNode comment : comments) {
                if (comment.path("body").asText().contains(IssueText.marker(said))) {
                    return true;
                }
            }
            if (comments.size() < PAGE) {
                return false;
            }
        }
        return false;
    }

    private static String page(int page) {
        return "&per_page=" + PAGE + "&page=" + page;
    }

    private JsonNode call(String method, String path, @Nullable ObjectNode body) throws Stopped {
        String base = to.api().toString().replaceFirst("/+$", "") + "/repos/" + to.repository();
        Wire.Reply reply = wire.send(method, base + path, headers, body == null ? null : body.toString());
        if (!(reply instanceof Wire.Answered answer)) {
            throw new Stopped(Judgement.of(reply, ""));
        }
        JsonNode json = json(answer.body());
        if (!answer.good()) {
            throw new Stopped(Judgement.unwelcome(answer, words(answer, json)));
        }
        if (json.isMissingNode()) {
            throw new Stopped(new Delivery.Failed("answered " + answer.status() + " with what is not JSON"));
        }
        return json;
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String words(Wire.Answered answer, JsonNode json) {
        String said = Words.line(json.path("message").asText(), 200);
        return answer.status() == 404 ? said + ": no such repository, or the token may not see it" : said;
    }

    private static Instant time(JsonNode issue, String field) {
        String text = issue.path(field).asText();
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.MAX;
        }
    }
}
