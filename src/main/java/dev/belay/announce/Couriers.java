package dev.belay.announce;

import dev.belay.model.FailureException;
import dev.belay.secrets.Mask;
import dev.belay.secrets.Secrets;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Delivers letters to Slack, webhooks, SNS and GitHub. A delivery takes a minute at most, less than {@link Outbox#CLAIM}. References are resolved
 * for each try, and what they stand for is masked in everything that is said of it.
 */
public final class Couriers implements Courier {
    private final Secrets secrets;
    private final Topics topics;
    private final Links links;
    private final InstantSource clock;
    private final Wire.Names names;
    private final Wire.Patience patience;

    /** @param url at which people reach Belay, for links; null: there are none */
    public Couriers(Secrets secrets, Topics topics, @Nullable URI url, InstantSource clock) {
        this(secrets, topics, url, clock, Wire.DNS, Wire.Patience.DEFAULT);
    }

    Couriers(
            Secrets secrets,
            Topics topics,
            @Nullable URI url,
            InstantSource clock,
            Wire.Names names,
            Wire.Patience patience) {
        this.secrets = secrets;
        this.topics = topics;
        this.links = new Links(url);
        this.clock = clock;
        this.names = names;
        this.patience = patience;
    }

    @Override
    public Delivery deliver(Letter letter, Evidence evidence) {
        try {
            return switch (letter.to()) {
                case Recipient.Slack slack -> slack(slack, letter.announcement());
                case Recipient.Webhook webhook -> webhook(webhook, letter.announcement());
                case Recipient.Sns sns -> sns(sns, letter.announcement());
                case Recipient.GitHub github -> github(github, letter.announcement(), evidence);
            };
        } catch (FailureException e) {
            return Judgement.of(e.failure());
        } catch (RuntimeException e) {
            // Its words may hold anything.
            return new Delivery.Failed("failed with " + e.getClass().getSimpleName());
        }
    }

    private Delivery slack(Recipient.Slack slack, Announcement said) {
        var url = secrets.resolve(slack.url());
        try (var wire = wire()) {
            var reply = wire.send("POST", url.text(), Map.of(), SlackMessage.of(said, links.to(said)));
            return masked(Judgement.of(reply, "ok"), secretsOf(url));
        }
    }

    private Delivery webhook(Recipient.Webhook webhook, Announcement said) {
        var url = secrets.resolve(webhook.url());
        var hidden = secretsOf(url);
        String body = Payload.of(said, links.to(said));
        long now = clock.instant().getEpochSecond();
        var headers = new TreeMap<String, String>();
        headers.put("webhook-id", said.id());
        headers.put("webhook-timestamp", Long.toString(now));
        String key = webhook.key();
        if (key != null) {
            var resolved = secrets.resolve(key);
            hidden.addAll(resolved.values());
            hidden.add(resolved.text());
            headers.put("webhook-signature", Signature.of(resolved.text(), said.id(), now, body));
        }
        try (var wire = wire()) {
            return masked(Judgement.of(wire.send("POST", url.text(), headers, body), "taken"), hidden);
        }
    }

    private Delivery sns(Recipient.Sns sns, Announcement said) {
        return new Delivery.Delivered(topics.publish(SnsMessage.scope(sns), SnsMessage.of(said, sns, links.to(said))));
    }

    private Delivery github(Recipient.GitHub github, Announcement said, Evidence evidence) {
        String report = evidence.markdown();
        var token = secrets.resolve(github.token());
        var hidden = new ArrayList<>(token.values());
        hidden.add(token.text());
        try (var wire = wire()) {
            return masked(new GitHub(wire, github, token.text()).deliver(said, report, links.to(said)), hidden);
        }
    }

    private Wire wire() {
        return new Wire(names, clock, patience);
    }

    /** An address may be a secret without any reference in it: all of it, and what follows the host. */
    private static List<String> secretsOf(Secrets.Resolved url) {
        var hidden = new ArrayList<>(url.values());
        hidden.add(url.text());
        String path = url.text().replaceFirst("^https?://[^/?#]*", "");
        if (path.length() > 1) {
            hidden.add(path);
        }
        return hidden;
    }

    private static Delivery masked(Delivery delivery, List<String> hidden) {
        var mask = Mask.of(hidden);
        return switch (delivery) {
            case Delivery.Delivered delivered -> new Delivery.Delivered(mask.apply(delivered.answer()));
            case Delivery.Refused refused -> new Delivery.Refused(mask.apply(refused.why()));
            case Delivery.Failed failed -> new Delivery.Failed(mask.apply(failed.why()));
        };
    }
}
