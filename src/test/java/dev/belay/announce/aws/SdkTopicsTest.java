package dev.belay.announce.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.announce.Topics;
import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real SDK client over HTTP against a server that speaks SNS's Query protocol as far as Publish. */
class SdkTopicsTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:deploys";

    /** What was published: its parameters, and what was said of region. */
    private record Published(Map<String, String> parameters, String authorization) {}

    private final List<Published> published = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile String answer =
            "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>";
    private final HttpServer server;
    private final AwsClients clients;

    SdkTopicsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var access = AwsAccess.to(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "eu-north-1", "id", "secret")
                .within(Duration.ofMillis(500), Duration.ofSeconds(2));
        clients = new AwsClients(access, Clock.systemUTC(), (service, operation, result, duration) -> {});
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        closing.countDown();
        clients.close();
        server.stop(0);
    }

    @Test
    void a_message_is_published_with_its_attributes_in_the_region_of_the_scope() {
        assertThat(publish(TOPIC, null)).isEqualTo("m-1");
        var one = published.getFirst();
        assertThat(one.authorization()).contains("/eu-west-1/sns/aws4_request");
        assertThat(one.parameters())
                .containsEntry("Action", "Publish")
                .containsEntry("TopicArn", TOPIC)
                .containsEntry("Subject", "shop: restored")
                .containsEntry("Message", "All is well.")
                .containsEntry("MessageAttributes.entry.1.Name", "kind")
                .containsEntry("MessageAttributes.entry.1.Value.DataType", "String")
                .containsEntry("MessageAttributes.entry.1.Value.StringValue", "restored")
                .doesNotContainKey("MessageGroupId");
    }

    @Test
    void a_fifo_topic_is_told_group_and_deduplication_id() {
        publish(TOPIC + ".fifo", new Topics.Once("shop", "restored-1"));
        assertThat(published.getFirst().parameters())
                .containsEntry("MessageGroupId", "shop")
                .containsEntry("MessageDeduplicationId", "restored-1");
    }

    @ParameterizedTest
    @CsvSource({
        "429,Throttled,Throttled",
        "403,AuthorizationError,Denied",
        "404,NotFound,NotFound",
        "400,InvalidParameter,Invalid",
        "500,InternalError,Unavailable"
    })
    void what_sns_answers_is_told_apart(int code, String error, String means) {
        status = code;
        answer = "<ErrorResponse><Error><Type>Sender</Type><Code>" + error
                + "</Code><Message>no</Message></Error></ErrorResponse>";
        assertThatThrownBy(() -> publish(TOPIC, null))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure().getClass().getSimpleName()).isEqualTo(means))
                .hasMessageStartingWith("sns Publish deploys: ");
    }

    @Test
    void one_that_hangs_ends_by_a_timeout() {
        status = 0;
        assertThatThrownBy(() -> publish(TOPIC, null))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Unavailable.class));
    }

    private String publish(String topic, Topics.@Nullable Once once) {
        var attributes = new TreeMap<>(Map.of("kind", "restored"));
        return new SdkTopics(clients::sns)
                .publish(
                        new AwsScope("eu-west-1", null, null),
                        new Topics.Message(topic, "shop: restored", "All is well.", attributes, once));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            published.add(new Published(
                    parameters(body),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
            if (status == 0) {
                closing.await();
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> parameters(String body) {
        var parameters = new TreeMap<String, String>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
