package dev.belay.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.demo.PackagedDaemon.Question;
import dev.belay.localcloud.demo.DemoWorld;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Predicate;

/**
 * A bad version goes out and comes back: everything that the playbook asks of a person around a rollback. Each step is checked.
 *
 * @param receivers who is told
 */
record Incident(Stage stage, PackagedDaemon daemon, Receivers receivers, Teller teller) {
    private static final String TARGET = Stage.TARGET;

    /** @throws IllegalStateException something is not as told */
    void play() throws IOException, InterruptedException {
        knownGood();
        String failed = badVersion();
        reverted();
        frozen();
        rolledBack();
        proved();
        report(failed);
    }

    private void knownGood() throws IOException, InterruptedException {
        teller.act("%s is live, and proved before anything happens".formatted(DemoWorld.GOOD));
        daemon.awaitReady();
        teller.timeline(rollout(ended("Succeeded", "pin")));
        awaitKnownGood();
        daemon.await(
                "a rollback is ready",
                () -> version(DemoWorld.GOOD).at("/ready").asBoolean());
        must(is(version(DemoWorld.GOOD), "/state", "knownGood"), "%s is known good".formatted(DemoWorld.GOOD));
        must(metered(), "the metrics say that a rollback is ready");
        teller.say("What a rollback would meet now:");
        teller.versions(versions());
    }

    private boolean metered() throws IOException, InterruptedException {
        return daemon.metrics()
                .lines()
                .anyMatch(line -> line.startsWith("belay_rollback_ready{")
                        && line.contains(DemoWorld.GOOD)
                        && line.endsWith(" 1.0"));
    }

    /** Returns the id of the rollout that failed. */
    private String badVersion() throws IOException, InterruptedException {
        teller.act("%s is pinned. ECS will call it stable, but its /health answers 500 and nobody can log in"
                .formatted(DemoWorld.BAD));
        stage.pin("{version: \"" + DemoWorld.BAD + "\", reason: the new shop, by: ci}");
        String failed = ended("Reverted", "pin");
        await("it is diagnosed", () -> rollout(failed).at("/diagnosis/causes").size() > 0);
        JsonNode rollout = rollout(failed);
        teller.timeline(rollout);
        teller.say("Why:");
        teller.diagnosis(rollout);
        must(is(rollout, "/diagnosis/causes/0/kind", "CheckFails"), "the true cause is the first");
        return failed;
    }

    private void reverted() throws IOException, InterruptedException {
        teller.act("Belay goes back to %s by itself, and says so to everybody".formatted(DemoWorld.GOOD));
        teller.timeline(rollout(ended("Succeeded", "revert")));
        awaitKnownGood();
        JsonNode status = status();
        must(is(status, "/pin/version", DemoWorld.BAD), "the pin is left as it is");
        must(is(version(DemoWorld.BAD), "/state", "vetoed"), "%s is vetoed".formatted(DemoWorld.BAD));
        teller.say("The status says %s:".formatted(status.at("/summary").asText()));
        status.at("/conditions")
                .forEach(one -> teller.say("  %-10s %-6s %s"
                        .formatted(
                                one.at("/type").asText(),
                                one.at("/status").asText(),
                                one.at("/message").asText())));
        told();
    }

    private void told() throws InterruptedException {
        List<String> kinds =
                List.of("started", "restored", "knownGood", "started", "reverted", "restored", "knownGood");
        await("the webhook was told all", () -> kinds(receivers).equals(kinds));
        await("Slack was told as much", () -> receivers.to("slack").size() == kinds.size());
        await("the topic was told as much", () -> receivers.topic().size() == kinds.size());
        await("GitHub was told the rest", () -> receivers.github().commentsOn(1).size() == 2);
        must(receivers.github().titles().size() == 1, "one issue was opened");
        must(
                receivers.issue(1).contains("CheckFails") && receivers.issue(1).contains("## Timeline"),
                "it has the report");
        teller.published(receivers.topic());
    }

    private static List<String> kinds(Receivers receivers) {
        return receivers.to("webhook").stream().map(Receivers.Message::kind).toList();
    }

    private void frozen() throws IOException, InterruptedException {
        teller.act("Deploys are frozen. The pipeline tries %s again".formatted(DemoWorld.BAD));
        HttpResponse<String> hold = daemon.send(
                "PUT",
                "/holds/inc-482",
                Tokens.OPERATOR,
                "",
                "{\"targets\": [\"" + TARGET
                        + "\"], \"mode\": \"freeze\", \"reason\": \"INC-482\", \"by\": \"alice\"}");
        must(hold.statusCode() < 300, "the hold is taken: %s".formatted(hold.body()));
        await("the gate is closed", () -> gate(DemoWorld.BAD).statusCode() == 423);
        teller.say("GET gate for %s: 423, %s".formatted(DemoWorld.BAD, detail(gate(DemoWorld.BAD))));
        must(gate(DemoWorld.GOOD).statusCode() == 200, "the gate lets %s through".formatted(DemoWorld.GOOD));
        stage.pin("{version: \"" + DemoWorld.BAD + "\", force: 1, reason: deploy again, by: ci}");
        JsonNode held =
                awaitStatus("the pin is pending", now -> now.at("/pin/pending").isTextual());
        must(held.at("/rollout").isMissingNode(), "nothing is rolled out");
        teller.say("The pin is pending: %s".formatted(held.at("/pin/pending").asText()));
    }

    private void rolledBack() throws IOException, InterruptedException {
        teller.act("Whoever is on call puts the record right, by one click, and clicks twice");
        String seen = status().at("/pin/revision").asText();
        String wish = "{\"to\": \"" + DemoWorld.GOOD + "\", \"reason\": \"INC-482: nobody can log in\"}";
        HttpResponse<String> first = rollback(seen, wish);
        must(first.statusCode() == 200, "the rollback goes through: %s".formatted(first.body()));
        teller.say("POST rollback: 200, %s"
                .formatted(Receivers.json(first.body()).at("/message").asText()));
        HttpResponse<String> second = rollback(seen, wish);
        must(second.statusCode() == 412, "the second click is refused: %s".formatted(second.body()));
        teller.say("POST rollback: 412, %s".formatted(detail(second)));
        awaitStatus(
                "it is in force",
                now -> is(now, "/pin/version", DemoWorld.GOOD)
                        && now.at("/pin/pending").isNull()
                        && now.at("/rollout").isMissingNode()
                        && is(now, "/summary", "Synced"));
        teller.say("The pin says %s, and so does the world: Synced.".formatted(DemoWorld.GOOD));
    }

    private HttpResponse<String> rollback(String seen, String wish) throws IOException, InterruptedException {
        return daemon.send("POST", "/targets/" + TARGET + "/rollback", Tokens.OPERATOR, seen, wish);
    }

    private void proved() throws IOException, InterruptedException {
        teller.act("AWS itself is asked");
        try (World world = new World(stage.ports())) {
            List<String> differences = world.differences(DemoWorld.GOOD, DemoWorld.FAMILY + ":1");
            must(differences.isEmpty(), String.join("; ", differences));
        }
        teller.say("Service, tasks, every object, and what users get are %s.".formatted(DemoWorld.GOOD));
    }

    private void report(String failed) throws IOException, InterruptedException {
        teller.act("For the review after the incident");
        String report = daemon.markdown("/targets/" + TARGET + "/rollouts/" + failed);
        must(
                report.contains("## Times") && report.contains("## Who was told"),
                "the report is whole: %s".formatted(report));
        teller.say(report);
        teller.say(daemon.markdown("/targets/" + TARGET + "/rollouts"));
    }

    private JsonNode status() {
        return daemon.json("/targets/" + TARGET);
    }

    private JsonNode rollout(String id) {
        return daemon.json("/targets/" + TARGET + "/rollouts/" + id);
    }

    private JsonNode versions() {
        return daemon.json("/targets/" + TARGET + "/versions");
    }

    private JsonNode version(String version) {
        for (JsonNode one : versions().at("/items")) {
            if (is(one, "/version", version)) {
                return one;
            }
        }
        return versions().at("/none");
    }

    private JsonNode condition(String type) {
        for (JsonNode one : status().at("/conditions")) {
            if (is(one, "/type", type)) {
                return one;
            }
        }
        return status().at("/none");
    }

    private HttpResponse<String> gate(String version) throws IOException, InterruptedException {
        return daemon.send("GET", "/gate/" + TARGET + "?version=" + version, Tokens.VIEWER, "", "");
    }

    private static String detail(HttpResponse<String> problem) {
        return Receivers.json(problem.body()).at("/detail").asText();
    }

    /** Waits until the last rollout ended so, and returns its id. */
    private String ended(String outcome, String cause) throws InterruptedException {
        String[] id = new String[1];
        await("a rollout with cause " + cause + " ended " + outcome, () -> {
            for (JsonNode one : daemon.json("/targets/" + TARGET + "/rollouts").at("/items")) {
                if (is(one, "/outcome", outcome) && is(one, "/cause", cause)) {
                    id[0] = one.at("/id").asText();
                    return true;
                }
            }
            return false;
        });
        return id[0];
    }

    private void awaitKnownGood() throws InterruptedException {
        await("the soak is over", () -> is(condition("KnownGood"), "/status", "True"));
        teller.say(
                "KnownGood: %s".formatted(condition("KnownGood").at("/message").asText()));
    }

    private void await(String description, Question question) throws InterruptedException {
        daemon.await(description, question);
    }

    private JsonNode awaitStatus(String description, Predicate<JsonNode> expected) throws InterruptedException {
        return daemon.awaitStatus(TARGET, description, expected);
    }

    private static boolean is(JsonNode node, String pointer, String expected) {
        return node.at(pointer).asText().equals(expected);
    }

    private static void must(boolean so, String what) {
        if (!so) {
            throw new IllegalStateException(what);
        }
    }
}
