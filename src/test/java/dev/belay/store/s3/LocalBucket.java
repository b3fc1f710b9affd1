package dev.belay.store.s3;

import dev.belay.localcloud.Aws;
import dev.belay.model.RecordKind;
import dev.belay.store.DocumentStore;
import dev.belay.store.FaultyWire;
import dev.belay.store.RecordCodec;
import dev.belay.store.RecordStore;
import dev.belay.store.SampleRecords;
import dev.belay.store.SideBySide;
import dev.belay.store.StoreUnderTest;
import dev.belay.store.Writer;
import java.net.URI;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** A bucket of an S3 on this machine, and a person with the {@code aws} command. */
final class LocalBucket implements StoreUnderTest {
    private final String bucket;
    private final FaultyWire wire = new FaultyWire();
    private final S3Client person;
    private final S3Client client;
    private final S3Store store;

    LocalBucket(URI s3, String bucket) {
        this.bucket = bucket;
        person = client(s3, b -> b);
        client = client(s3, b -> b.overrideConfiguration(c -> c.addExecutionInterceptor(wire)));
        person.createBucket(b -> b.bucket(bucket));
        store = new S3Store(client, new S3Store.Place(bucket, "belay/production"), new Writer("test"), SideBySide::run);
    }

    private static S3Client client(URI s3, UnaryOperator<S3ClientBuilder> more) {
        return more.apply(Aws.pointed(S3Client.builder(), s3).forcePathStyle(true))
                .build();
    }

    FaultyWire wire() {
        return wire;
    }

    @Override
    public RecordStore records() {
        return store;
    }

    @Override
    public DocumentStore documents() {
        return store;
    }

    void put(String key, byte[] content) {
        person.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    void deleteBucket() {
        person.deleteBucket(b -> b.bucket(bucket));
    }

    private static String key(RecordKind kind, String name) {
        return "belay/production/" + kind.folder() + "/" + name + ".yaml";
    }

    @Override
    public void edit(RecordKind kind, String name, String reason) {
        String text = RecordCodec.toYaml(SampleRecords.record(kind, name, reason));
        put(key(kind, name), SdkBytes.fromUtf8String(text).asByteArray());
    }

    @Override
    public void remove(RecordKind kind, String name) {
        person.deleteObject(b -> b.bucket(bucket).key(key(kind, name)));
    }

    @Override
    public void spoil(RecordKind kind, String name) {
        put(key(kind, name), new byte[] {(byte) 0xff, (byte) 0xfe});
    }

    @Override
    public void goAway() {
        wire.goAway();
    }

    @Override
    public void comeBack() {
        wire.comeBack();
    }

    @Override
    public void close() {
        client.close();
        person.close();
    }
}
