package dev.belay.announce;

import static dev.belay.announce.Samples.GITHUB;
import static dev.belay.announce.Samples.NOW;
import static dev.belay.announce.Samples.SLACK;
import static dev.belay.announce.Samples.SNS;
import static dev.belay.announce.Samples.WEBHOOK;
import static dev.belay.announce.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.belay.announce.Announcement.Kind;
import dev.belay.model.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept, when it is tried, and when it is given up. */
class OutboxTest {
    private static final Delivery OK = new Delivery.Delivered("ok");
    private static final Delivery DOWN = new Delivery.Failed("answered 503");
    private static final Delivery REFUSED = new Delivery.Refused("answered 404");

    @Test
    void each_receiver_gets_a_letter_of_its_own() {
        var outbox = posted(Kind.RESTORED, "r", SLACK, WEBHOOK, SNS);
        assertThat(outbox.letters().stream().map(Letter::receiverName))
                .containsExactly("slack", "webhook hooks.shop.example", "deploys");
    }

    /** facts 21: announcements sent twice. */
    @Test
    void facts_21_what_was_posted_is_not_posted_again_even_when_it_was_delivered() {
        var outbox = posted(Kind.RESTORED, "r", SLACK);
        assertThat(outbox.post(said(Kind.RESTORED, "r", NOW), List.of(SLACK), null)
                        .outbox())
                .isEqualTo(outbox);
        var delivered = settle(outbox.claim(NOW).outbox(), OK, NOW).outbox();
        assertThat(delivered.letters()).isEmpty();
        assertThat(delivered
                        .post(said(Kind.RESTORED, "r", NOW), List.of(SLACK), null)
                        .outbox()
                        .letters())
                .isEmpty();
    }

    @Test
    void a_letter_that_is_claimed_is_not_claimed_again_before_the_claim_is_over() {
        var claim = posted(Kind.RESTORED, "r", SLACK).claim(NOW);
        assertThat(claim.letters()).hasSize(1);
        assertThat(claim.outbox().claim(NOW.plusSeconds(60)).letters()).isEmpty();
        assertThat(claim.outbox().next()).isEqualTo(NOW.plus(Outbox.CLAIM));
        assertThat(claim.outbox().claim(NOW.plus(Outbox.CLAIM)).letters()).hasSize(1);
    }

    @Test
    void what_an_earlier_daemon_claimed_is_due_at_once_when_the_next_begins() {
        var crashed = posted(Kind.RESTORED, "r", SLACK).claim(NOW).outbox();
        assertThat(crashed.recover().claim(NOW.plusSeconds(1)).letters()).hasSize(1);
    }

    @Test
    void what_is_delivered_is_gone_and_told_of() {
        var settled = settle(posted(Kind.RESTORED, "r", SLACK).claim(NOW).outbox(), OK, NOW);
        assertThat(settled.outbox().next()).isNull();
        var told = settled.receipts().getFirst().told();
        assertThat(told.receiver()).isEqualTo("slack");
        assertThat(told.what()).isEqualTo("restored");
        assertThat(told.delivered()).isTrue();
        assertThat(settled.receipts().getFirst().rollout()).isEqualTo("20261120T145107.000Z");
    }

    @ParameterizedTest
    @CsvSource({"1,PT30S", "2,PT1M", "3,PT2M", "6,PT16M", "7,PT30M", "20,PT30M"})
    void a_receiver_that_is_down_is_tried_less_and_less_often(int tries, Duration wait) {
        var outbox = posted(Kind.RESTORED, "r", SLACK);
        Instant now = NOW;
        for (int i = 0; i < tries; i++) {
            outbox = settle(outbox.claim(now).outbox(), DOWN, now).outbox();
            if (i < tries - 1) {
                now = next(outbox);
            }
        }
        assertThat(outbox.next()).isEqualTo(now.plus(wait));
        assertThat(outbox.letters().getFirst().trouble()).isEqualTo("answered 503");
    }

    @Test
    void after_a_day_it_is_given_up_with_the_reason() {
        var outbox = posted(Kind.RESTORED, "r", SLACK);
        Instant now = NOW;
        var receipts = new ArrayList<Receipt>();
        while (receipts.isEmpty()) {
            now = next(outbox);
            var settled = settle(outbox.claim(now).outbox(), DOWN, now);
            outbox = settled.outbox();
            receipts.addAll(settled.receipts());
        }
        assertThat(now).isBetween(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofMinutes(24 * 60 + 30)));
        assertThat(receipts.getFirst().told().delivered()).isFalse();
        assertThat(receipts.getFirst().told().answer())
                .startsWith("given up after ")
                .endsWith(": answered 503");
        assertThat(outbox.letters()).isEmpty();
    }

    @Test
    void what_is_refused_is_tried_five_times() {
        var outbox = posted(Kind.RESTORED, "r", SLACK);
        for (int i = 1; i < 5; i++) {
            Instant now = next(outbox);
            outbox = settle(outbox.claim(now).outbox(), REFUSED, now).outbox();
            assertThat(outbox.letters()).hasSize(1);
        }
        var last = settle(outbox.claim(next(outbox)).outbox(), REFUSED, next(outbox));
        assertThat(last.outbox().letters()).isEmpty();
        assertThat(last.receipts().getFirst().told().answer()).isEqualTo("given up after 5 tries: answered 404");
    }

    @Test
    void letters_to_one_receiver_go_one_after_the_other_in_their_order() {
        var outbox = post(posted(Kind.STARTED, "a", SLACK), Kind.RESTORED, "b", NOW, SLACK);
        var first = outbox.claim(NOW);
        assertThat(ids(first)).containsExactly("a");
        assertThat(first.outbox().claim(NOW).letters()).isEmpty();
        var then = settle(first.outbox(), OK, NOW).outbox();
        assertThat(ids(then.claim(NOW))).containsExactly("b");
    }

    @Test
    void a_receiver_that_is_down_holds_no_other_up() {
        var outbox = posted(Kind.STARTED, "a", SLACK, WEBHOOK);
        var claim = outbox.claim(NOW);
        assertThat(claim.letters()).hasSize(2);
        var down = claim.outbox().settle(claim.letters().getFirst().id(), DOWN, NOW);
        var later =
                down.outbox().settle(claim.letters().getLast().id(), OK, NOW).outbox();
        var more = post(later, Kind.RESTORED, "b", NOW.plusSeconds(1), WEBHOOK);
        assertThat(ids(more.claim(NOW.plusSeconds(1)))).containsExactly("b");
    }

    @Test
    void what_is_refused_holds_nothing_up() {
        var outbox = post(posted(Kind.STARTED, "a", SLACK), Kind.RESTORED, "b", NOW, SLACK);
        var refused = settle(outbox.claim(NOW).outbox(), REFUSED, NOW).outbox();
        assertThat(ids(refused.claim(NOW))).containsExactly("b");
    }

    @Test
    void a_new_letter_is_an_occasion_to_try_those_that_wait_for_the_same_receiver() {
        var down = settle(posted(Kind.STARTED, "a", SLACK).claim(NOW).outbox(), DOWN, NOW)
                .outbox();
        var soon = NOW.plusSeconds(1);
        assertThat(down.claim(soon).letters()).isEmpty();
        assertThat(ids(post(down, Kind.RESTORED, "b", soon, SLACK).claim(soon))).containsExactly("a");
    }

    @Test
    void beyond_a_hundred_the_oldest_are_given_up() {
        var outbox = posted(Kind.DRIFT, "d0", SLACK);
        for (int i = 1; i < 100; i++) {
            outbox = post(outbox, Kind.DRIFT, "d" + i, NOW, SLACK);
        }
        var full = outbox.post(said(Kind.DRIFT, "last", NOW), List.of(SLACK), null);
        assertThat(full.outbox().letters()).hasSize(100);
        assertThat(full.receipts()).hasSize(1);
        assertThat(full.receipts().getFirst().told().message()).isEqualTo("d0");
        assertThat(full.receipts().getFirst().told().answer())
                .isEqualTo("given up: more than 100 messages were waiting");
    }

    @Test
    void an_answer_for_a_letter_that_is_no_more_changes_nothing() {
        var outbox = posted(Kind.STARTED, "a", SLACK);
        assertThat(outbox.settle("other", OK, NOW).outbox()).isEqualTo(outbox);
    }

    @ParameterizedTest
    @CsvSource({
        "STARTED,",
        "STALLED,R",
        "FAILED,R",
        "REVERTED,R",
        "RESTORED,",
        "DEGRADED,R",
        "KNOWN_GOOD,",
        "DRIFT,",
        "FIGHT,"
    })
    void a_follow_up_is_opened_for_what_went_wrong(Kind kind, String opened) {
        var outbox = Outbox.EMPTY.post(said(kind, "a", NOW), List.of(), GITHUB).outbox();
        assertThat(keys(outbox)).isEqualTo(opened == null ? List.of() : List.of("20261120T145107.000Z"));
    }

    @Test
    void a_pin_that_names_an_incident_opens_its_follow_up() {
        var outbox = Outbox.EMPTY
                .post(said(Kind.STARTED, "a", NOW, "INC-482"), List.of(), GITHUB)
                .outbox();
        assertThat(keys(outbox)).containsExactly("INC-482");
    }

    @Test
    void one_trouble_has_one_follow_up_until_something_is_known_good() {
        var outbox = Outbox.EMPTY;
        outbox = outbox.post(said(Kind.FAILED, "a", NOW), List.of(), GITHUB).outbox();
        outbox = outbox.post(said(Kind.STARTED, "b", NOW, "INC-482"), List.of(), GITHUB)
                .outbox();
        outbox = outbox.post(said(Kind.KNOWN_GOOD, "c", NOW, "INC-482"), List.of(), GITHUB)
                .outbox();
        assertThat(keys(outbox)).containsOnly("20261120T145107.000Z").hasSize(3);
        outbox = outbox.post(said(Kind.STARTED, "d", NOW), List.of(), GITHUB).outbox();
        assertThat(keys(outbox)).hasSize(3);
        outbox = outbox.post(said(Kind.STARTED, "d2", NOW, "INC-482"), List.of(), GITHUB)
                .outbox();
        assertThat(keys(outbox)).hasSize(3);
        outbox = outbox.post(said(Kind.FAILED, "e", NOW, "INC-500"), List.of(), GITHUB)
                .outbox();
        assertThat(keys(outbox)).last().isEqualTo("INC-500");
    }

    @Test
    void another_incident_is_another_trouble() {
        var outbox = Outbox.EMPTY;
        outbox = outbox.post(said(Kind.FAILED, "a", NOW, "INC-1"), List.of(), GITHUB)
                .outbox();
        outbox = outbox.post(said(Kind.FAILED, "b", NOW, "INC-2"), List.of(), GITHUB)
                .outbox();
        assertThat(keys(outbox)).containsExactly("INC-1", "INC-2");
    }

    @Test
    void it_is_read_back_from_json_as_it_was_written() throws Exception {
        var json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
        var outbox = Outbox.EMPTY
                .post(said(Kind.FAILED, "a", NOW, "INC-1"), List.of(SLACK, WEBHOOK, SNS), GITHUB)
                .outbox();
        var failed = settle(outbox.claim(NOW).outbox(), DOWN, NOW).outbox();
        assertThat(json.readValue(json.writeValueAsString(failed), Outbox.class))
                .isEqualTo(failed);
    }

    @Test
    void addresses_are_not_printed() {
        var literal = new Receiver.Slack("https://hooks.slack.com/services/T0/B0/sesame");
        var outbox = posted(Kind.FAILED, "a", literal, WEBHOOK);
        assertThat(outbox.toString()).doesNotContain("sesame").doesNotContain("shop/key");
    }

    private static Outbox posted(Kind kind, String id, Receiver... receivers) {
        return post(Outbox.EMPTY, kind, id, NOW, receivers);
    }

    private static Outbox post(Outbox outbox, Kind kind, String id, Instant at, Receiver... receivers) {
        return outbox.post(said(kind, id, at), List.of(receivers), null).outbox();
    }

    /** Of the one that is claimed. */
    private static Outbox.Settled settle(Outbox outbox, Delivery delivery, Instant now) {
        var claimed =
                outbox.letters().stream().filter(Letter::claimed).findFirst().orElseThrow();
        return outbox.settle(claimed.id(), delivery, now);
    }

    private static Instant next(Outbox outbox) {
        Instant next = outbox.next();
        assertThat(next).isNotNull();
        return next;
    }

    private static List<String> ids(Outbox.Claim claim) {
        return claim.letters().stream()
                .map(letter -> letter.announcement().id())
                .toList();
    }

    private static List<String> keys(Outbox outbox) {
        return outbox.letters().stream()
                .map(Letter::to)
                .filter(Recipient.GitHub.class::isInstance)
                .map(to -> ((Recipient.GitHub) to).key())
                .toList();
    }
}
