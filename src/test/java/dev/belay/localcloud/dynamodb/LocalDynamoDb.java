package dev.belay.localcloud.dynamodb;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.localcloud.HttpFront;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** The simulator behind HTTP with the table {@code belay}, keys {@code kind} and {@code name}, and the real SDK client. */
final class LocalDynamoDb implements AutoCloseable {
    static final String TABLE = "belay";

    final DynamoDbSimulator simulator =
            new DynamoDbSimulator(InstantSource.fixed(Instant.parse("2026-11-20T14:32:00Z")));
    private final HttpFront service =
            new HttpFront(0, r -> Optional.of(simulator.handle(r.by("eu-north-1", "123456789012"))));
    final DynamoDbClient client = DynamoDbClient.builder()
            .endpointOverride(service.address())
            .region(Region.EU_NORTH_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .overrideConfiguration(ClientOverrideConfiguration.builder()
                    .retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .build())
            .build();

    LocalDynamoDb() {
        simulator.createTable(TABLE, "kind", "name");
    }

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(long number) {
        return AttributeValue.fromN(String.valueOf(number));
    }

    static Map<String, AttributeValue> key(String kind, String name) {
        return Map.of("kind", s(kind), "name", s(name));
    }

    /** An item of that key with one more attribute. */
    static Map<String, AttributeValue> item(String kind, String name, String attribute, AttributeValue value) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(key(kind, name));
        item.put(attribute, value);
        return item;
    }

    void put(Map<String, AttributeValue> item) {
        client.putItem(r -> r.tableName(TABLE).item(item));
    }

    Map<String, AttributeValue> get(String kind, String name) {
        return client.getItem(r -> r.tableName(TABLE).key(key(kind, name)).consistentRead(true))
                .item();
    }

    /** The message of the ValidationException that the call is refused with. */
    static String invalid(ThrowingCallable call) {
        DynamoDbException refused = catchThrowableOfType(DynamoDbException.class, call);
        return refused == null
                ? "not refused"
                : refused.awsErrorDetails().errorCode().equals("ValidationException")
                        ? refused.awsErrorDetails().errorMessage()
                        : refused.toString();
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }
}
