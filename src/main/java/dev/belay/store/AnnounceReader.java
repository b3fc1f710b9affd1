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
                    "a topic's ARN: arn:aws:sns:REGION:ACCOUNT:NAME", new Form.Like(TOPIC), Node.Scalar::text)
            .such("arn:aws:sns:eu-north-1:123456789012:deploys");

    private static final Reader<String> ADDRESS = Urls.holding(Placeholders::secret);
    private static final Placeholders KEY = Placeholders.secret(Text.ANY);
    private static final Text<String> REPOSITORY = Text.matching(
                    "a repository: OWNER/NAME", "(?!\\.+/)[A-Za-z0-9._-]{1,100}/(?!\\.+$)[A-Za-z0-9._-]{1,100}")
            .such("shop/shop");
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
            var slack = fields.optional(
                    "slack", "URL of an incoming webhook, best kept elsewhere: ${secret:NAME}.", ADDRESS);
            var webhook = fields.optional("webhook", "A URL that takes a POST.", ADDRESS);
            var sns = fields.optional("sns", "A topic's ARN.", SNS);
            var key = fields.optionalWith("webhook", "key", "What its messages are signed with: ${secret:NAME}.", KEY);
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
            var github = fields.required("github", "A repository on GitHub.", AnnounceReader::github);
            return fields.done(github::get);
        });
    }

    private static Read<FollowUp> github(Part part) {
        return part.object(fields -> {
            var repository = fields.required("repository", "OWNER/NAME.", REPOSITORY);
            var token = fields.required("token", "What opens issues there: ${secret:NAME}.", KEY);
            var labels = fields.optional(
                    "labels", "Labels of the issue.", given -> given.once(given.items(LABEL)), List.of());
            var url = fields.optional(
                    "url", "Address of the API; of GitHub Enterprise https://HOST/api/v3.", Urls.URL, FollowUp.GITHUB);
            return fields.done(() -> new FollowUp(url.get(), repository.get(), token.get(), labels.get()));
        });
    }
}
