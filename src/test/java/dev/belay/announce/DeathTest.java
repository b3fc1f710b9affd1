package dev.belay.announce;

import static dev.belay.announce.Samples.NOW;
import static dev.belay.announce.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.announce.Announcement.Kind;
import dev.belay.model.AwsScope;
import dev.belay.model.FollowUp;
import dev.belay.model.Receiver;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * facts 21 (announcements sent twice): what arrives when a daemon dies at the worst moment, for each receiver, as docs/announcements.md
 * says. The outbox that is passed on is the one that was stored last.
 */
class DeathTest {
    private final Outside outside = new Outside();

    @AfterEach
    void close() {
        outside.close();
    }

    enum Death {
        BEFORE_CLAIM,
        BETWEEN_CLAIM_AND_SEND,
        BETWEEN_SEND_AND_SETTLE;

        /** Whether a receiver that can't tell gets it a second time. */
        int times() {
            return this == BETWEEN_SEND_AND_SETTLE ? 2 : 1;
        }
    }

    @ParameterizedTest
    @EnumSource
    void slack_gets_it_at_least_once(Death death) {
        live(posted(new Receiver.Slack(outside.at("/hook"))), Post.couriers(), death);
        assertThat(outside.sent).hasSize(death.times());
    }

    @ParameterizedTest
    @EnumSource
    void a_webhook_gets_it_at_least_once_and_can_tell_by_its_id(Death death) {
        live(posted(new Receiver.Webhook(outside.at("/hook"), "${secret:key}")), Post.couriers(), death);
        assertThat(outside.sent).hasSize(death.times());
        assertThat(outside.sent).extracting(sent -> sent.header("webhook-id")).containsOnly("failed-1");
    }

    @ParameterizedTest
    @EnumSource
    void a_topic_gets_it_at_least_once(Death death) {
        assertThat(publish("arn:aws:sns:eu-north-1:123456789012:deploys", death))
                .hasSize(death.times());
    }

    /** SNS's own promise: one with the same deduplication id within five minutes is taken and not delivered. */
    @ParameterizedTest
    @EnumSource
    void a_fifo_topic_delivers_it_once(Death death) {
        assertThat(publish("arn:aws:sns:eu-north-1:123456789012:deploys.fifo", death).stream()
                        .map(Topics.Message::once)
                        .distinct())
                .containsExactly(new Topics.Once("shop-production", "failed-1"));
    }

    @ParameterizedTest
    @EnumSource
    void an_issue_is_opened_once(Death death) {
        var github = new TinyGitHub();
        outside.answers(github);
        var followUp = new FollowUp(URI.create(outside.at("")), "shop/shop", "${secret:token}", List.of());
        live(
                Outbox.EMPTY
                        .post(said(Kind.FAILED, "failed-1", NOW), List.of(), followUp)
                        .outbox(),
                Post.couriers(),
                death);
        assertThat(github.issues).hasSize(1);
        assertThat(github.comments.getFirst()).isEmpty();
    }

    @Test
    void of_an_update_the_comment_is_made_once() {
        var github = new TinyGitHub();
        outside.answers(github);
        var followUp = new FollowUp(URI.create(outside.at("")), "shop/shop", "${secret:token}", List.of());
        var outbox = Outbox.EMPTY
                .post(said(Kind.FAILED, "failed-1", NOW), List.of(), followUp)
                .outbox();
        outbox = outbox.post(said(Kind.RESTORED, "restored-1", NOW), List.of(), followUp)
                .outbox();
        outbox = pass(outbox, Post.couriers());
        live(outbox, Post.couriers(), Death.BETWEEN_SEND_AND_SETTLE);
        assertThat(github.issues).hasSize(1);
        assertThat(github.comments.getFirst()).hasSize(1);
    }

    private static List<Topics.Message> publish(String topic, Death death) {
        var published = new ArrayList<Topics.Message>();
        var couriers = Post.couriers((scope, message) -> {
            published.add(message);
            return "m-1";
        });
        live(posted(new Receiver.Sns(topic, AwsScope.DEFAULT)), couriers, death);
        return published;
    }

    /** A daemon that dies, and the next one that finds what was stored. */
    private static void live(Outbox stored, Courier courier, Death death) {
        var left = switch (death) {
            case BEFORE_CLAIM -> stored;
            case BETWEEN_CLAIM_AND_SEND -> stored.claim(NOW).outbox();
            case BETWEEN_SEND_AND_SETTLE -> {
                var claim = stored.claim(NOW);
                claim.letters().forEach(letter -> courier.deliver(letter, () -> "# Report"));
                yield claim.outbox();
            }
        };
        assertThat(pass(left.recover(), courier).letters()).isEmpty();
    }

    /** One claim, sent and settled. */
    private static Outbox pass(Outbox stored, Courier courier) {
        var claim = stored.claim(NOW);
        var outbox = claim.outbox();
        for (Letter letter : claim.letters()) {
            var settled = outbox.settle(letter.id(), courier.deliver(letter, () -> "# Report"), NOW);
            assertThat(settled.receipts()).allMatch(receipt -> receipt.told().delivered());
            outbox = settled.outbox();
        }
        return outbox;
    }

    private static Outbox posted(Receiver receiver) {
        return Outbox.EMPTY
                .post(said(Kind.FAILED, "failed-1", NOW), List.of(receiver), null)
                .outbox();
    }
}
