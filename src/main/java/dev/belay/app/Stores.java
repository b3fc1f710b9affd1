package dev.belay.app;

import dev.belay.aws.AwsClients;
import dev.belay.model.AwsScope;
import dev.belay.model.FailureException;
import dev.belay.reconcile.VirtualParallel;
import dev.belay.settings.BelaySettings;
import dev.belay.store.DocumentStore;
import dev.belay.store.RecordStore;
import dev.belay.store.Writer;
import dev.belay.store.directory.DirectoryStore;
import dev.belay.store.dynamodb.DynamoDbStore;
import dev.belay.store.s3.S3Store;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The store that the settings name, open.
 *
 * @param isShared whether other replicas may be over it
 * @param close lets go of it
 */
record Stores(RecordStore records, DocumentStore documents, boolean isShared, Runnable close) {
    private static final int FETCHES_AT_ONCE = 16;

    /**
     * Opens it.
     *
     * @throws ConfigurationException when it can't be opened: said in a sentence at the start, without a stack trace
     */
    static Stores open(BelaySettings.Store settings, AwsClients clients, Writer writer) {
        try {
            return opened(settings, clients, writer);
        } catch (FailureException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    private static Stores opened(BelaySettings.Store settings, AwsClients clients, Writer writer) {
        return switch (settings.kind()) {
            case DIRECTORY -> {
                DirectoryStore store =
                        DirectoryStore.open(Path.of(settings.directory().path()));
                yield new Stores(store, store, false, store::close);
            }
            case S3 -> {
                String bucket = required(settings.s3().bucket(), "belay.store.s3.bucket", "s3");
                String prefix = settings.s3().prefix().orElse("");
                var place = new S3Store.Place(bucket, prefix);
                var parallel = new VirtualParallel();
                S3Store store = new S3Store(
                        clients.s3(AwsScope.DEFAULT),
                        place,
                        writer,
                        fetches -> parallel.map(fetches, FETCHES_AT_ONCE, fetch -> {
                            fetch.run();
                            return true;
                        }));
                yield new Stores(store, store, true, () -> {});
            }
            case DYNAMODB -> {
                String table = required(settings.dynamodb().table(), "belay.store.dynamodb.table", "dynamodb");
                DynamoDbStore store = new DynamoDbStore(clients.dynamoDb(AwsScope.DEFAULT), table, writer);
                yield new Stores(store, store, true, () -> {});
            }
        };
    }

    private static String required(Optional<String> setting, String name, String kind) {
        return setting.filter(value -> !value.isBlank())
                .orElseThrow(() ->
                        new ConfigurationException(name + " is not set, and belay.store.kind=" + kind + " needs it"));
    }
}
