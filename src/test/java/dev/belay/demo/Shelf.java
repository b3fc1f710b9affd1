package dev.belay.demo;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.model.RecordKind;
import dev.belay.store.Decoded;
import dev.belay.store.Node;
import dev.belay.store.RecordCodec;
import dev.belay.store.StoredRecord;
import dev.belay.store.Writer;
import dev.belay.store.dynamodb.DynamoDbStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A store of records, as a person fills and edits it, and how the daemon is told of it. */
sealed interface Shelf {
    /** Puts a record's text there, whatever was there before. */
    void put(RecordKind kind, String name, String yaml);

    /** Makes room for records of a kind, where that is needed. */
    default void prepare(RecordKind kind) {}

    /** Environment of a daemon that reads it. */
    Map<String, String> environment();

    /** How a person edits the pin. */
    List<String> howToEdit(LocalCloud cloud);

    /** Opens one. */
    static Shelf of(String kind, LocalCloud cloud, Path scratch) {
        return switch (kind) {
            case "directory" -> new Directory(scratch.resolve("records"));
            case "s3" -> Bucket.of(cloud);
            case "dynamodb" -> {
                DynamoDbClient client =
                        Aws.pointed(DynamoDbClient.builder(), cloud.endpoint()).build();
                yield new Items(client, new DynamoDbStore(client, DemoWorld.TABLE, new Writer("a-person")));
            }
            default -> throw new IllegalArgumentException("STORE=" + kind + "; expected directory, s3 or dynamodb");
        };
    }

    /** Puts all records of a folder there. */
    default void fill(Path config, Ports ports) {
        for (RecordKind kind : RecordKind.values()) {
            prepare(kind);
            try (Stream<Path> files = Files.list(config.resolve(kind.folder()))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                    String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
                    put(kind, name, ports.in(Files.readString(file)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Files in a folder. */
    record Directory(Path folder) implements Shelf {
        @Override
        public void prepare(RecordKind kind) {
            try {
                Files.createDirectories(folder.resolve(kind.folder()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void put(RecordKind kind, String name, String yaml) {
            try {
                Files.writeString(file(kind, name), yaml);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Path file(RecordKind kind, String name) {
            return folder.resolve(kind.folder()).resolve(name + ".yaml");
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("BELAY_STORE_KIND", "directory", "BELAY_STORE_DIRECTORY_PATH", folder.toString());
        }

        @Override
        public List<String> howToEdit(LocalCloud cloud) {
            return List.of("edit " + file(RecordKind.PIN, "shop-production"));
        }
    }

    /**
     * Objects in a bucket.
     *
     * @param queue URL of the one that hears of changes of them, and of what happens to services
     */
    record Bucket(S3Client s3, String queue) implements Shelf {
        private static final String PREFIX = "production/";
        private static final String QUEUE = "belay";

        static Bucket of(LocalCloud cloud) {
            S3Client s3 = Aws.pointed(S3Client.builder(), cloud.endpoint())
                    .forcePathStyle(true)
                    .build();
            String arn = cloud.scope().arn("sqs", QUEUE);
            try (SqsClient sqs =
                    Aws.pointed(SqsClient.builder(), cloud.endpoint()).build()) {
                String url =
                        sqs.createQueue(request -> request.queueName(QUEUE)).queueUrl();
                s3.putBucketNotificationConfiguration(request -> request.bucket(DemoWorld.RECORDS)
                        .notificationConfiguration(all -> all.queueConfigurations(Stream.of(RecordKind.values())
                                .map(kind -> changes(arn, kind))
                                .toList())));
                cloud.ecs().tell(arn);
                return new Bucket(s3, url);
            }
        }

        private static QueueConfiguration changes(String queue, RecordKind kind) {
            FilterRule prefix = FilterRule.builder()
                    .name(FilterRuleName.PREFIX)
                    .value(PREFIX + kind.folder() + "/")
                    .build();
            return QueueConfiguration.builder()
                    .id(kind.folder())
                    .queueArn(queue)
                    .events(Event.S3_OBJECT_CREATED, Event.S3_OBJECT_REMOVED)
                    .filter(filter -> filter.key(key -> key.filterRules(prefix)))
                    .build();
        }

        @Override
        public void put(RecordKind kind, String name, String yaml) {
            s3.putObject(
                    request -> request.bucket(DemoWorld.RECORDS).key(PREFIX + kind.folder() + "/" + name + ".yaml"),
                    RequestBody.fromString(yaml));
        }

        @Override
        public Map<String, String> environment() {
            return Map.of(
                    "BELAY_STORE_KIND",
                    "s3",
                    "BELAY_STORE_S3_BUCKET",
                    DemoWorld.RECORDS,
                    "BELAY_STORE_S3_PREFIX",
                    PREFIX,
                    "BELAY_NOTIFICATIONS_QUEUE",
                    queue);
        }

        @Override
        public List<String> howToEdit(LocalCloud cloud) {
            String key = "s3://" + DemoWorld.RECORDS + "/" + PREFIX + "pins/shop-production.yaml";
            return List.of("aws s3 cp " + key + " pin.yaml", "edit pin.yaml", "aws s3 cp pin.yaml " + key);
        }
    }

    /** Items of a table. */
    record Items(DynamoDbClient client, DynamoDbStore store) implements Shelf {
        @Override
        public void put(RecordKind kind, String name, String yaml) {
            if (RecordCodec.parse(name + ".yaml", yaml) instanceof Decoded.Valid<Node>(Node.Mapping tree)) {
                StoredRecord before = store.read(kind, name);
                store.write(kind, name, tree, before == null ? null : before.revision());
            } else {
                throw new IllegalArgumentException("not a record: " + yaml);
            }
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("BELAY_STORE_KIND", "dynamodb", "BELAY_STORE_DYNAMODB_TABLE", DemoWorld.TABLE);
        }

        @Override
        public List<String> howToEdit(LocalCloud cloud) {
            String key = "'{\"kind\": {\"S\": \"Pin\"}, \"name\": {\"S\": \"shop-production\"}}'";
            return List.of(
                    "aws dynamodb get-item --table-name " + DemoWorld.TABLE + " --key " + key
                            + " --query Item > pin.json",
                    "edit pin.json",
                    "aws dynamodb put-item --table-name " + DemoWorld.TABLE + " --item file://pin.json");
        }
    }
}
