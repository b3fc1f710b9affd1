package dev.belay.announce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An announcement as blocks, within their limits: <a href="https://docs.slack.dev/reference/block-kit/blocks">Block Kit</a>. Words from
 * outside can't make links nor call a channel.
 */
final class SlackMessage {
    private static final int HEADER = 150;
    private static final int TEXT = 3_000;
    private static final int FIELD = 2_000;

    private SlackMessage() {}

    static String of(Announcement said, @Nullable String link) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("text", escaped(said.title(), TEXT)); // for notifications
        ArrayNode blocks = message.putArray("blocks");
        block(blocks, "header")
                .putObject("text")
                .put("type", "plain_text")
                .put("emoji", false)
                .put("text", Words.line(said.title(), HEADER));
        if (!said.text().isEmpty()) {
            words(block(blocks, "section").putObject("text"), escaped(said.text(), TEXT));
        }
        if (!said.fields().isEmpty()) {
            var fields = block(blocks, "section").putArray("fields");
            said.fields()
                    .forEach(field -> words(
                            fields.addObject(),
                            "*" + escaped(field.label(), FIELD / 4) + "*\n" + escaped(field.value(), FIELD / 2)));
        }
        words(block(blocks, "context").putArray("elements").addObject(), context(said, link));
        return message.toString();
    }

    private static String context(Announcement said, @Nullable String link) {
        String rollout = said.rollout();
        String what = escaped(rollout == null ? said.target() : "rollout " + rollout, FIELD);
        return Words.time(said.at()) + " · " + (link == null ? what : "<" + link + "|" + what + ">");
    }

    private static ObjectNode block(ArrayNode blocks, String type) {
        return blocks.addObject().put("type", type);
    }

    private static void words(ObjectNode text, String words) {
        text.put("type", "mrkdwn").put("verbatim", true).put("text", words);
    }

    /** Cut between characters, never within an entity. */
    private static String escaped(String words, int longest) {
        var text = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            String next = switch (words.charAt(i)) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                default -> words.substring(i, i + 1);
            };
            if (text.length() + next.length() >= longest) {
                return text.append('…').toString();
            }
            text.append(next);
        }
        return text.toString();
    }
}
