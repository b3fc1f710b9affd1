package dev.belay.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.announce.Outside;
import dev.belay.announce.TinyGitHub;
import dev.belay.localcloud.Aws;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.localcloud.sns.Published;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Who is told, as a web server of its own: a Slack, a webhook that verifies what it gets, a GitHub; and the local cloud's topic.
 */
final class Receivers implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What one of them got.
     *
     * @param to {@code slack}, {@code webhook} or {@code github}
     * @param id of the announcement; empty where the receiver is not told
     * @param kind likewise
     */
    record Message(String to, String id, String kind, String title, String text) {}

    private final Stage stage;
    private final Consumer<Message> heard;
    private final Outside outside = new Outside();
    private final TinyGitHub github = new TinyGitHub(DemoWorld.GITHUB_TOKEN);
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile boolean hanging;

    /** @param heard hears of each message as it comes */
    Receivers(Stage stage, Consumer<Message> heard) {
        this.stage = stage;
        this.heard = heard;
        outside.answers(this::answer);
        try (SecretsManagerClient secrets = Aws.pointed(
                        SecretsManagerClient.builder(), stage.cloud().endpoint())
                .build()) {
            secrets.putSecretValue(
                    request -> request.secretId("shop/slack-webhook").secretString(outside.at("/slack/T0/B0/xyz")));
        }
    }

    /** What a target's {@code spec} has to say for these to be told. */
    String lines() {
        return """
                  announce:
                    - slack: ${secret:shop/slack-webhook}
                    - webhook: %s
                      key: ${secret:shop/webhook-key}
                    - sns: arn:aws:sns:eu-north-1:123456789012:%s
                  followUp:
                    github: {repository: shop/shop, token: "${secret:shop/github-token}", labels: [incident], url: "%s"}
                """.formatted(outside.at("/belay"), DemoWorld.TOPIC, outside.at("/github"));
    }

    /** From now on the webhook takes what it is sent and never answers; or does again. */
    void hang(boolean on) {
        hanging = on;
    }

    /** How often the webhook was asked, and by which ids. */
    List<String> asked() {
        return outside.sent.stream()
                .filter(sent -> sent.path().equals("/belay"))
                .map(sent -> sent.header("webhook-id"))
                .toList();
    }

    private Outside.Answer answer(Outside.Sent sent) {
        try {
            if (sent.path().startsWith("/github/")) {
                return github(sent);
            } else if (sent.path().startsWith("/slack/")) {
                return slack(JSON.readTree(sent.body()));
            }
            return sent.path().equals("/belay") ? webhook(sent) : new Outside.Answer(404, "");
        } catch (IOException e) {
            return new Outside.Answer(400, e.toString());
        }
    }

    private Outside.Answer slack(JsonNode message) {
        hear(new Message(
                "slack",
                "",
                "",
                message.path("text").asText(),
                message.at("/blocks/1/text/text").asText()));
        return new Outside.Answer(200, "ok");
    }

    private Outside.Answer webhook(Outside.Sent sent) throws IOException {
        if (hanging) {
            return Outside.Answer.NEVER;
        } else if (!("v1," + signature(sent)).equals(sent.header("webhook-signature"))) {
            return new Outside.Answer(401, "the signature does not verify");
        }
        JsonNode said = JSON.readTree(sent.body());
        hear(new Message(
                "webhook",
                sent.header("webhook-id"),
                said.path("kind").asText(),
                said.path("title").asText(),
                said.path("text").asText()));
        return new Outside.Answer(204, "");
    }

    /** As Standard Webhooks say, of what came. */
    private static String signature(Outside.Sent sent) {
        byte[] key = Base64.getDecoder().decode(DemoWorld.WEBHOOK_KEY.substring("whsec_".length()));
        String signed = sent.header("webhook-id") + "." + sent.header("webhook-timestamp") + "." + sent.body();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outside.Answer github(Outside.Sent sent) throws IOException {
        String path = sent.path().substring("/github".length());
        Outside.Answer answer =
                github.at(Instant.now()).apply(new Outside.Sent(sent.method(), path, sent.headers(), sent.body()));
        JsonNode body = sent.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(sent.body());
        if (sent.method().equals("POST") && answer.status() == 201) {
            boolean comment = path.endsWith("/comments");
            String kind = comment ? "comment" : "issue";
            hear(new Message(
                    "github",
                    "",
                    kind,
                    body.path("title").asText(),
                    body.path("body").asText()));
        }
        return answer;
    }

    private void hear(Message message) {
        messages.add(message);
        heard.accept(message);
    }

    /** What one of them got and took, in order. */
    List<Message> to(String receiver) {
        return messages.stream()
                .filter(message -> message.to().equals(receiver))
                .toList();
    }

    /** What was published to the topic, in order. */
    List<Published> topic() {
        return stage.cloud().sns().published();
    }

    TinyGitHub github() {
        return github;
    }

    /** What stands in the body of an issue. */
    String issue(int number) {
        return github.body(number);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        outside.close();
    }
}
