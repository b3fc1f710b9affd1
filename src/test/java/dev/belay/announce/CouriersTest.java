package dev.belay.announce;

import static dev.belay.announce.Post.letter;
import static dev.belay.announce.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.announce.Announcement.Field;
import dev.belay.announce.Announcement.Kind;
import dev.belay.announce.Outside.Answer;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.Receiver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slack and webhooks over HTTP, SNS at its port. */
class CouriersTest {
    private static final Evidence NONE = () -> "";
    private static final Announcement RESTORED = said(Kind.RESTORED, "restored-1", NOW);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Outside outside = new Outside();

    @AfterEach
    void close() {
        outside.close();
    }

    @Test
    void slack_gets_blocks_with_a_link_to_the_rollout() throws Exception {
        assertThat(deliver(RESTORED, slack())).isEqualTo(new Delivery.Delivered("ok"));
        var sent = outside.sent.getFirst();
        assertThat(sent.path()).isEqualTo("/services/T0/B0/sesame");
        assertThat(sent.header("Content-Type")).isEqualTo("application/json");
        JsonNode message = JSON.readTree(sent.body());
        assertThat(message.path("text").asText()).isEqualTo("shop-production: restored");
        var blocks = message.path("blocks");
        assertThat(blocks.findValuesAsText("type")).contains("header", "section", "context");
        assertThat(blocks.get(0).at("/text/text").asText()).isEqualTo("shop-production: restored");
        assertThat(blocks.get(1).at("/text/text").asText()).isEqualTo("api did what it did.");
        assertThat(blocks.get(2).at("/fields/0/text").asText()).isEqualTo("*To*\nv2");
        assertThat(blocks.get(3).at("/elements/0/text").asText())
                .isEqualTo("2026-11-20T14:52:10Z · <https://belay.shop.example/targets/shop-production"
                        + "/rollouts/20261120T145107.000Z|rollout 20261120T145107.000Z>");
    }

    @Test
    void words_from_outside_make_no_link_and_call_no_channel() throws Exception {
        deliver(said("<!channel> & <https://evil.example|click>"), slack());
        var blocks = JSON.readTree(outside.sent.getFirst().body()).path("blocks");
        assertThat(blocks.get(1).at("/text/text").asText())
                .isEqualTo("&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;");
        assertThat(blocks.get(1).at("/text/verbatim").asBoolean()).isTrue();
    }

    @Test
    void slack_gets_no_more_than_its_limits() throws Exception {
        var fields = IntStream.range(0, 20)
                .mapToObj(i -> new Field("<".repeat(500), "&".repeat(5_000)))
                .toList();
        var tooLong = new Announcement(
                "i", Kind.STALLED, "shop", null, NOW, "<".repeat(999), "<".repeat(9_999), fields, null);
        deliver(tooLong, slack());
        var blocks = JSON.readTree(outside.sent.getFirst().body()).path("blocks");
        assertThat(blocks.get(0).at("/text/text").asText().length()).isLessThanOrEqualTo(150);
        assertThat(blocks.get(1).at("/text/text").asText())
                .hasSizeLessThanOrEqualTo(3_000)
                .matches("(&lt;)+…");
        assertThat(blocks.get(2).path("fields")).hasSize(10);
        assertThat(blocks.get(2).at("/fields/0/text").asText().length()).isLessThanOrEqualTo(2_000);
    }

    @Test
    void a_webhook_gets_the_documented_payload_signed_as_standard_webhooks_say() throws Exception {
        assertThat(deliver(RESTORED, webhook("${secret:key}"))).isEqualTo(new Delivery.Delivered("taken"));
        var sent = outside.sent.getFirst();
        assertThat(JSON.readTree(sent.body())).isEqualTo(JSON.readTree("""
                {"apiVersion": "belay.dev/v1", "id": "restored-1", "kind": "restored", "target": "shop-production",
                 "rollout": "20261120T145107.000Z", "at": "2026-11-20T14:52:10Z", "title": "shop-production: restored",
                 "text": "api did what it did.", "fields": [{"label": "To", "value": "v2"}],
                 "url": "https://belay.shop.example/targets/shop-production/rollouts/20261120T145107.000Z"}
                """));
        assertThat(sent.header("webhook-id")).isEqualTo("restored-1");
        assertThat(sent.header("webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "HmacSHA256"));
        String content = "restored-1." + NOW.getEpochSecond() + "." + sent.body();
        assertThat(sent.header("webhook-signature"))
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8))));
    }

    /** The example of the specification's own libraries. */
    @Test
    void the_signature_is_that_of_the_reference_libraries() {
        assertThat(Signature.of(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void without_a_key_a_webhook_is_not_signed() {
        deliver(RESTORED, webhook(null));
        assertThat(outside.sent.getFirst().headers()).doesNotContainKey("webhook-signature");
    }

    @ParameterizedTest
    @CsvSource({
        "200,Delivered",
        "204,Delivered",
        "301,Refused",
        "400,Refused",
        "403,Refused",
        "404,Refused",
        "410,Refused",
        "408,Failed",
        "429,Failed",
        "500,Failed",
        "503,Failed"
    })
    void what_an_answer_means(int status, String means) {
        outside.answers(sent -> new Answer(status, status == 204 ? "" : "no_service", Map.of("Location", "/x")));
        var delivery = deliver(RESTORED, slack());
        assertThat(delivery.getClass().getSimpleName()).isEqualTo(means);
        assertThat(outside.sent).hasSize(1);
        if (status == 404) {
            assertThat(delivery).isEqualTo(new Delivery.Refused("answered 404: no_service"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -2})
    void a_receiver_that_hangs_ends_by_a_timeout(int how) {
        outside.answers(sent -> how == -1 ? Answer.NEVER : Answer.HALF);
        var couriers = Post.couriers((scope, message) -> "", Wire.DNS, Post.SHORT);
        assertThat(couriers.deliver(letter(RESTORED, slack()), NONE))
                .isEqualTo(new Delivery.Failed("no answer within 300 ms"));
    }

    @Test
    void a_receiver_that_cuts_the_line_or_is_not_there_is_tried_again() {
        outside.answers(sent -> Answer.CUT);
        assertThat(deliver(RESTORED, slack())).isInstanceOf(Delivery.Failed.class);
        outside.close();
        assertThat(deliver(RESTORED, slack())).isEqualTo(new Delivery.Failed("can't connect to 127.0.0.1"));
    }

    @Test
    void no_answer_shows_what_the_address_or_the_key_is() {
        outside.answers(sent -> new Answer(404, "no hook at " + sent.path() + " for " + sent.headers()));
        for (Receiver receiver : List.of(
                slack(),
                new Receiver.Slack(outside.at("/services/T0/B0/sesame")),
                new Receiver.Webhook(outside.at("/hook?token=sesame"), null))) {
            assertThat(deliver(RESTORED, receiver).toString())
                    .startsWith("Refused[why=answered 404: no hook at ***")
                    .doesNotContain("sesame");
        }
        var down = new Receiver.Slack("http://127.0.0.1:1/services/sesame");
        assertThat(deliver(RESTORED, down).toString()).doesNotContain("sesame");
        var unreadable = new Receiver.Slack("no address sesame");
        assertThat(deliver(RESTORED, unreadable))
                .isEqualTo(new Delivery.Refused("its address or a header can't be sent"));
    }

    @Test
    void a_reference_that_can_not_be_resolved_is_said_by_its_name() {
        assertThat(deliver(RESTORED, new Receiver.Slack("${secret:missing}")))
                .isEqualTo(new Delivery.Refused("${secret:missing} is not there"));
        assertThat(outside.sent).isEmpty();
    }

    @Test
    void a_key_that_is_none_is_refused_without_showing_it() {
        assertThat(deliver(RESTORED, webhook("whsec_§sesame")))
                .isEqualTo(new Delivery.Refused("the webhook's key is not Base64 after whsec_"));
    }

    @Test
    void a_name_that_stands_for_a_metadata_address_is_not_asked() {
        var couriers = Post.couriers((scope, message) -> "", Post::linkLocal, Wire.Patience.DEFAULT);
        assertThat(couriers.deliver(letter(RESTORED, slack()), NONE))
                .isEqualTo(new Delivery.Refused("127.0.0.1 is refused: it is a link-local or metadata address"));
        assertThat(outside.sent).isEmpty();
    }

    @Test
    void a_page_of_an_answer_is_left_out() {
        outside.answers(502, "<html>Bad Gateway</html>");
        assertThat(deliver(RESTORED, slack())).isEqualTo(new Delivery.Failed("answered 502"));
    }

    @Test
    void sns_gets_a_text_for_people_and_a_payload_for_programs() throws Exception {
        var published = new ArrayList<Topics.Message>();
        var scopes = new ArrayList<AwsScope>();
        var couriers = Post.couriers((scope, message) -> {
            scopes.add(scope);
            published.add(message);
            return "m-1";
        });
        var role = new AwsScope(null, "arn:aws:iam::123456789012:role/belay", null);
        var to = new Receiver.Sns("arn:aws:sns:eu-north-1:123456789012:deploys", role);
        assertThat(couriers.deliver(letter(RESTORED, to), NONE)).isEqualTo(new Delivery.Delivered("m-1"));
        assertThat(scopes).containsExactly(new AwsScope("eu-north-1", role.assumeRole(), null));
        var message = published.getFirst();
        assertThat(message.subject()).isEqualTo("shop-production: restored");
        assertThat(message.text())
                .startsWith("shop-production: restored\n\napi did what it did.\n\nTo: v2\nAt: 2026-11-20T14:52:10Z\n")
                .endsWith("/rollouts/20261120T145107.000Z\n");
        assertThat(message.attributes()).containsOnlyKeys("id", "kind", "target", "rollout", "payload");
        assertThat(JSON.readTree(message.attributes().get("payload"))
                        .path("kind")
                        .asText())
                .isEqualTo("restored");
        assertThat(message.once()).isNull();
    }

    @Test
    void a_fifo_topic_takes_an_announcement_once_and_keeps_the_order_of_a_target() {
        var to = new Recipient.Sns("arn:aws:sns:eu-north-1:123456789012:deploys.fifo", AwsScope.DEFAULT);
        assertThat(SnsMessage.of(RESTORED, to, null).once())
                .isEqualTo(new Topics.Once("shop-production", "restored-1"));
    }

    @Test
    void a_subject_is_ascii_and_below_a_hundred_characters() {
        var to = new Recipient.Sns("arn:aws:sns:eu-north-1:123456789012:deploys", AwsScope.DEFAULT);
        var said = new Announcement(
                "i", Kind.FAILED, "shop", null, NOW, "größer\n" + "x".repeat(200), "", List.of(), null);
        assertThat(SnsMessage.of(said, to, null).subject())
                .startsWith("gr??er x")
                .hasSize(99);
    }

    @ParameterizedTest
    @CsvSource({"true,Failed", "false,Refused"})
    void what_aws_answers_means_the_same(boolean throttled, String means) {
        var failure = throttled ? new Failure.Throttled("later") : new Failure.Denied("no");
        var couriers = Post.couriers((scope, message) -> {
            throw failure.asException();
        });
        var to = new Receiver.Sns("arn:aws:sns:eu-north-1:123456789012:deploys", AwsScope.DEFAULT);
        assertThat(couriers.deliver(letter(RESTORED, to), NONE).getClass().getSimpleName())
                .isEqualTo(means);
    }

    private Delivery deliver(Announcement said, Receiver to) {
        return Post.couriers().deliver(letter(said, to), NONE);
    }

    private Receiver slack() {
        return new Receiver.Slack(outside.at("${secret:slack-path}"));
    }

    private Receiver webhook(@Nullable String key) {
        return new Receiver.Webhook(outside.at("/belay"), key);
    }

    private static Announcement said(String text) {
        return new Announcement("i", Kind.STALLED, "shop", null, NOW, "t", text, List.of(), null);
    }

    private static Announcement said(Kind kind, String id, Instant at) {
        return Samples.said(kind, id, at);
    }
}
