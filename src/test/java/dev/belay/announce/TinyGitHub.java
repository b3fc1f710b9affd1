package dev.belay.announce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls of GitHub's issues that Belay makes, with pages, of the repository {@code shop/shop}. */
public final class TinyGitHub implements Function<Outside.Sent, Outside.Answer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern PATH = Pattern.compile("/repos/shop/shop/issues(?:/(\\d+)(/comments)?)?(?:\\?(.*))?");
    private static final Pattern PAGE = Pattern.compile("(?:^|.*&)per_page=(\\d+)&page=(\\d+)");

    final List<ObjectNode> issues = new ArrayList<>();
    final List<List<String>> comments = new ArrayList<>();
    Instant now = Samples.NOW;
    private final String token;

    TinyGitHub() {
        this("sesame-token");
    }

    /** @param token the one that is let in */
    public TinyGitHub(String token) {
        this.token = token;
    }

    /** When issues are opened from now on. */
    public synchronized TinyGitHub at(Instant time) {
        now = time;
        return this;
    }

    /** Of each issue, its title. */
    public synchronized List<String> titles() {
        return issues.stream().map(issue -> issue.path("title").asText()).toList();
    }

    /** What was added to an issue, as Markdown; issues are numbered from 1. */
    public synchronized List<String> commentsOn(int number) {
        return List.copyOf(comments.get(number - 1));
    }

    @Override
    public synchronized Outside.Answer apply(Outside.Sent sent) {
        if (!sent.header("Authorization").equals("Bearer " + token)) {
            return new Outside.Answer(401, "{\"message\": \"Bad credentials\"}");
        }
        if (!sent.header("X-GitHub-Api-Version").equals("2022-11-28")) {
            return new Outside.Answer(400, "{\"message\": \"which version?\"}");
        }
        Matcher path = PATH.matcher(sent.path());
        if (!path.matches()) {
            return new Outside.Answer(404, "{\"message\": \"Not Found\"}");
        }
        try {
            return answer(sent, path);
        } catch (JsonProcessingException e) {
            return new Outside.Answer(400, "{\"message\": \"Problems parsing JSON\"}");
        }
    }

    private Outside.Answer answer(Outside.Sent sent, Matcher path) throws JsonProcessingException {
        String number = path.group(1);
        int index = number == null ? -1 : Integer.parseInt(number) - 1;
        boolean aboutComments = path.group(2) != null;
        JsonNode body = JSON.readTree(sent.body().isEmpty() ? "{}" : sent.body());
        return switch (sent.method()) {
            case "GET" -> new Outside.Answer(200, page(path.group(3), aboutComments ? comments(index) : newestFirst()));
            case "POST" -> {
                if (aboutComments) {
                    comments.get(index).add(body.path("body").asText());
                    yield new Outside.Answer(201, "{}");
                }
                yield new Outside.Answer(
                        201, open(body.path("title").asText(), body).toString());
            }
            default -> {
                issues.get(index).put("body", body.path("body").asText());
                yield new Outside.Answer(200, issues.get(index).toString());
            }
        };
    }

    ObjectNode open(String title, JsonNode given) {
        ObjectNode issue = JSON.createObjectNode();
        issue.put("number", issues.size() + 1);
        issue.put("html_url", "https://github.example/shop/shop/issues/" + (issues.size() + 1));
        issue.put("title", title);
        issue.put("created_at", now.toString());
        issue.set("body", given.path("body"));
        issue.set("labels", given.path("labels"));
        issues.add(issue);
        comments.add(new ArrayList<>());
        return issue;
    }

    void openOthers(int count) {
        for (int i = 0; i < count; i++) {
            open("other " + i, JSON.createObjectNode());
        }
    }

    /** What stands in an issue, as Markdown. */
    public synchronized String body(int number) {
        return issues.get(number - 1).path("body").asText();
    }

    private ArrayNode newestFirst() {
        return JSON.createArrayNode().addAll(issues.reversed());
    }

    private ArrayNode comments(int index) {
        ArrayNode all = JSON.createArrayNode();
        comments.get(index).forEach(body -> all.addObject().put("body", body));
        return all;
    }

    private static String page(String query, ArrayNode all) {
        Matcher asked = PAGE.matcher(query);
        if (!asked.matches()) {
            return all.toString();
        }
        int size = Integer.parseInt(asked.group(1));
        int from = (Integer.parseInt(asked.group(2)) - 1) * size;
        ArrayNode page = JSON.createArrayNode();
        for (int i = from; i < Math.min(all.size(), from + size); i++) {
            page.add(all.get(i));
        }
        return page.toString();
    }
}
