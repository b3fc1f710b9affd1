package dev.belay.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.sns.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;

/** Prints a story as it happens, whoever has something to say. */
final class Teller {
    private int acts;

    synchronized void act(String title) {
        acts++;
        System.out.printf("%n%d. %s%n%n", acts, title);
    }

    synchronized void say(String text) {
        System.out.println("   " + text.replace("\n", "\n   "));
    }

    /** A message as its receiver got it. */
    synchronized void heard(Receivers.Message message) {
        switch (message.to()) {
            case "webhook" ->
                System.out.printf(
                        "   [webhook] %s (signature verified)%n             %s%n",
                        message.title(), message.text().replace("\n", "\n             "));
            case "slack" -> System.out.printf("   [slack]   %s%n", message.title());
            default ->
                System.out.printf(
                        "   [github]  %s%n",
                        message.kind().equals("issue")
                                ? "opened: " + message.title()
                                : "comment: " + headline(message.text()));
        }
    }

    private static String headline(String markdown) {
        return markdown.lines()
                .filter(line -> line.startsWith("**"))
                .findFirst()
                .orElse(markdown)
                .replace("*", "");
    }

    synchronized void published(List<Published> topic) {
        topic.forEach(message -> System.out.printf("   [sns]     %s%n", message.subject()));
    }

    /** A rollout's timeline and what it came to. */
    synchronized void timeline(JsonNode rollout) {
        Instant started = Instant.parse(rollout.at("/startedAt").asText());
        System.out.printf("   Rollout %s, cause %s%n", text(rollout, "/id"), text(rollout, "/cause"));
        for (JsonNode step : rollout.at("/timeline")) {
            Duration since = Duration.between(started, Instant.parse(text(step, "/at")));
            System.out.printf(
                    "   %6.1f s  %-4s %s%n",
                    since.toMillis() / 1000.0, step.path("component").asText(""), text(step, "/what"));
        }
        System.out.printf("   = %s; by phase: %s%n", text(rollout, "/outcome"), rollout.at("/phases"));
    }

    /** What a rollout failed of, the most likely first. */
    synchronized void diagnosis(JsonNode rollout) {
        for (JsonNode cause : rollout.at("/diagnosis/causes")) {
            System.out.printf("   %-18s %s%n", text(cause, "/kind"), text(cause, "/sentence"));
            cause.at("/evidence").forEach(line -> System.out.printf("   %-18s   %s%n", "", line.asText()));
            System.out.printf("   %-18s   to do: %s%n", "", text(cause, "/advice"));
        }
    }

    synchronized void versions(JsonNode versions) {
        for (JsonNode one : versions.at("/items")) {
            System.out.printf(
                    "   %-16s %-10s %-10s %s%n",
                    text(one, "/version"),
                    text(one, "/state"),
                    one.at("/ready").asBoolean() ? "ready" : "not ready",
                    sentences(one.at("/problems")));
        }
    }

    private static String sentences(JsonNode list) {
        var sentences = new StringJoiner("; ");
        list.forEach(sentence -> sentences.add(sentence.asText()));
        return sentences.toString();
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asText();
    }
}
