package dev.belay.store.s3;

import static dev.belay.model.RecordKind.PIN;
import static dev.belay.store.SampleRecords.assertFails;
import static dev.belay.store.SampleRecords.found;
import static dev.belay.store.SampleRecords.record;
import static dev.belay.store.SampleRecords.shows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.LocalCloud;
import dev.belay.model.Failure;
import dev.belay.publish.PublicationContract;
import dev.belay.store.DocumentStoreContract;
import dev.belay.store.FaultyWire;
import dev.belay.store.LostReplyContract;
import dev.belay.store.RecordListing;
import dev.belay.store.RecordStoreContract;
import dev.belay.store.StoreUnderTest;
import dev.belay.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3StoreTest implements RecordStoreContract, DocumentStoreContract, LostReplyContract, PublicationContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static LocalCloud cloud = LocalCloud.start();

    private LocalBucket local;

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void open() {
        local = new LocalBucket(cloud.endpoint(), "records-" + BUCKETS.incrementAndGet());
    }

    @AfterEach
    void close() {
        local.close();
    }

    @Override
    public StoreUnderTest store() {
        return local;
    }

    @Override
    public FaultyWire wire() {
        return local.wire();
    }

    private void put(String key, String text) {
        local.put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void only_what_changed_is_fetched_again() {
        local.edit(PIN, "shop-a", "first");
        local.edit(PIN, "shop-b", "second");
        RecordListing before = local.records().list(null);
        local.records().list(before);
        assertThat(wire().calls("GetObject")).isEqualTo(2);
        local.edit(PIN, "shop-b", "edited");
        local.records().list(before);
        assertThat(wire().calls("GetObject")).isEqualTo(3);
    }

    @Test
    void an_idle_look_costs_one_listing_a_kind() {
        local.edit(PIN, "shop", "first");
        RecordListing before = local.records().list(null);
        int listings = wire().calls("ListObjectsV2");
        local.records().list(before);
        assertThat(wire().calls("ListObjectsV2") - listings).isEqualTo(3);
    }

    @Test
    void yaml_yml_and_json_are_records_and_other_objects_are_not() {
        for (String name : new String[] {"a.yaml", "b.yml", "c.json", "README.md", "old/d.yaml", ".e.yaml", ""}) {
            put("belay/production/pins/" + name, "{}");
        }
        put("belay/pins/f.yaml", "{}");
        assertThat(local.records().list(null).records())
                .extracting(StoredRecord::place)
                .containsExactly(
                        "s3://" + bucket() + "/belay/production/pins/a.yaml",
                        "s3://" + bucket() + "/belay/production/pins/b.yml",
                        "s3://" + bucket() + "/belay/production/pins/c.json");
    }

    private static String bucket() {
        return "records-" + BUCKETS.get();
    }

    @Test
    void a_record_that_is_there_twice_is_unreadable_and_not_written() {
        put("belay/production/pins/shop.yaml", "{}");
        put("belay/production/pins/shop.json", "{}");
        StoredRecord twice = local.records().list(null).records().getFirst();
        assertThat(shows(twice)).contains("more than once", "shop.yaml", "shop.json");
        assertFails(
                Failure.Invalid.class,
                () -> local.records().write(PIN, "shop", record(PIN, "shop", "x"), twice.revision()));
    }

    @Test
    void an_object_too_large_for_a_record_is_not_even_fetched() {
        put("belay/production/pins/shop.yaml", "x".repeat(2_000_000));
        assertThat(shows(local.records().list(null).records().getFirst())).startsWith("unreadable: it has 2000000");
        assertThat(wire().calls("GetObject")).isZero();
    }

    @Test
    void json_stays_json() {
        put("belay/production/pins/shop.json", "{\"a\": 1}");
        StoredRecord read = found(local.records(), PIN, "shop");
        local.records().write(PIN, "shop", record(PIN, "shop", "ours"), read.revision());
        assertThat(shows(local.records().read(PIN, "shop"))).startsWith("{").contains("ours");
    }

    @Test
    void a_bucket_that_is_not_there_is_a_failure_and_not_an_empty_store() {
        var nowhere = new LocalBucket(cloud.endpoint(), "nowhere-" + BUCKETS.get());
        nowhere.deleteBucket();
        assertFails(Failure.NotFound.class, () -> nowhere.records().list(null));
        assertFails(Failure.NotFound.class, () -> nowhere.documents().read("state/shop"));
        nowhere.close();
    }
}
