package dev.belay.store;

import dev.belay.model.AwsScope;
import dev.belay.model.FollowUp;
import dev.belay.model.Receiver;
import java.util.List;
import java.util.regex.Pattern;

/** Reads who is told, and where an issue is opened. What lets one in is not shown in messages. */
final class AnnounceReader {
    private static final Pattern TOPIC = Pattern.compile(
            "arn:aws[a-z-]*:sns:([a-z]{2,4}(?:-[a-z]+){1,3}-\\d{1,2}):\\d{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?");

    /** An ARN names its region; who is asked is the target's own. */
    private static final Text<String> SNS = new Text<>(
            "a topic's ARN: arn:aws:sns:REGION:ACCOUNT:NAME",
            scalar -> TOPIC.matcher(scalar.text()).matches() ? scalar.text() : null);

    private static final Reader<String> ADDRESS = Urls.holding(Placeholders::secret);
    private static final Placeholders KEY = Placeholders.secret(Text.ANY);
    private static final Text<String> REPOSITORY =
            Text.matching("a repository: OWNER/NAME", "(?!\\.+/)[A-Za-z0-9._-]{1,100}/(?!\\.+$)[A-Za-z0-9._-]{1,100}");
    private static final Text<String> LABEL =
            Text.matching("a label of up to 50 characters", "\\S([^\\n\\t]{0,48}\\S)?");

    private AnnounceReader() {}

    static Read<List<Receiver>> receivers(Part part, AwsScope target) {
        var receivers = part.items(given -> receiver(given, target));
        if (!receivers.isPresent()) {
            return receivers;
        }
        var all = receivers.get();
        for (int i = 1; i < all.size(); i++) {
            int first = all.indexOf(all.get(i));
            if (first < i) {
                return part.fail("items " + first + " and " + i + " are the same", "each once");
            }
        }
        return receivers;
    }

    private static Read<Receiver> receiver(Part part, AwsScope target) {
        return part.object(fields -> {
            fields.exactlyOneOf("slack", "webhook", "sns");
            var slack = fields.optional("slack", ADDRESS);
            var webhook = fields.optional("webhook", ADDRESS);
            var sns = fields.optional("sns", SNS);
            var key = fields.has("webhook") ? fields.optional("key", KEY) : Read.<String>nothing();
            return fields.done(() -> {
                if (slack.isPresent()) {
                    return new Receiver.Slack(slack.get());
                }
                return webhook.isPresent() ? new Receiver.Webhook(webhook.get(), key.orNull()) : sns(sns.get(), target);
            });
        });
    }

    private static Receiver sns(String topic, AwsScope target) {
        var arn = TOPIC.matcher(topic);
        return new Receiver.Sns(topic, new AwsScope(arn.replaceFirst("$1"), null, null).or(target));
    }

    static Read<FollowUp> followUp(Part part) {
        return part.object(fields -> {
            var github = fields.required("github", AnnounceReader::github);
            return fields.done(github::get);
        });
    }

    private static Read<FollowUp> github(Part part) {
        return part.object(fields -> {
            var repository = fields.required("repository", REPOSITORY);
            var token = fields.required("token", KEY);
            var labels = fields.optional("labels", AnnounceReader::labels, List.of());
            var url = fields.optional("url", Urls.URL, FollowUp.GITHUB);
            return fields.done(() -> new FollowUp(url.get(), repository.get(), token.get(), labels.get()));
        });
    }

    private static Read<List<String>> labels(Part part) {
        var labels = part.items(LABEL);
        return labels.isPresent() && !Names.unique(part, labels.get()) ? Read.nothing() : labels;
    }
}
