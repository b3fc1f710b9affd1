package dev.belay.announce;

import dev.belay.model.AwsScope;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An announcement as an SNS message: text for people, {@code payload} and a few attributes to filter by for programs. Fewer than ten: a
 * queue with raw delivery takes no more.
 */
final class SnsMessage {
    private static final int SUBJECT = 99;

    private SnsMessage() {}

    static Topics.Message of(Announcement said, Recipient.Sns to, @Nullable String link) {
        var attributes = new TreeMap<String, String>();
        attributes.put("id", said.id());
        attributes.put("kind", said.kind().word());
        attributes.put("target", said.target());
        put(attributes, "rollout", said.rollout());
        put(attributes, "incident", said.incident());
        attributes.put("payload", Payload.of(said, link));
        boolean fifo = to.topic().endsWith(".fifo");
        return new Topics.Message(
                to.topic(),
                subject(said.title()),
                text(said, link),
                attributes,
                fifo ? new Topics.Once(said.target(), said.id()) : null);
    }

    /** The topic's own region, where the record names none: {@code arn:aws:sns:REGION:ACCOUNT:NAME}. */
    static AwsScope scope(Recipient.Sns to) {
        String[] arn = to.topic().split(":", -1);
        return arn.length == 6 ? to.aws().or(new AwsScope(arn[3], null, null)) : to.aws();
    }

    private static String text(Announcement said, @Nullable String link) {
        var text = new StringBuilder(said.title()).append('\n');
        if (!said.text().isEmpty()) {
            text.append('\n').append(said.text()).append('\n');
        }
        text.append('\n');
        said.fields()
                .forEach(field -> text.append(field.label())
                        .append(": ")
                        .append(field.value())
                        .append('\n'));
        text.append("At: ").append(Words.time(said.at())).append('\n');
        return link == null ? text.toString() : text.append(link).append('\n').toString();
    }

    private static String subject(String title) {
        String ascii = title.replace("…", "...").replaceAll("[^\\x20-\\x7e]", "?");
        return ascii.substring(0, Math.min(SUBJECT, ascii.length()));
    }

    /** SNS takes no empty attribute. */
    private static void put(SortedMap<String, String> attributes, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            attributes.put(name, value);
        }
    }
}
