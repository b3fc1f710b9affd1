package dev.belay.store;

import static dev.belay.store.SampleRecords.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises about Belay's own documents. */
public interface DocumentStoreContract {
    StoreUnderTest store();

    private DocumentStore documents() {
        return store().documents();
    }

    private @Nullable String content(String path) {
        DocumentStore.Document document = documents().read(path);
        return document == null ? null : document.content();
    }

    /** JSON of about three megabytes that does not compress well. */
    private static String large(long seed) {
        byte[] bytes = new byte[2_300_000];
        new Random(seed).nextBytes(bytes);
        return "{\"data\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}";
    }

    @Test
    default void a_document_that_is_not_there_is_read_as_none() {
        assertThat(documents().read("state/shop")).isNull();
    }

    @Test
    default void a_written_document_is_read_back_under_the_version_that_was_returned() {
        String version = documents().write("state/shop", "{\"a\": \"å\"}", null);
        assertThat(documents().read("state/shop")).isEqualTo(new DocumentStore.Document("{\"a\": \"å\"}", version));
    }

    @Test
    default void a_document_is_created_only_where_there_is_none() {
        documents().write("state/shop", "1", null);
        assertFails(Failure.Conflict.class, () -> documents().write("state/shop", "2", null));
        assertThat(content("state/shop")).isEqualTo("1");
    }

    @Test
    default void a_document_of_the_expected_version_is_replaced() {
        String first = documents().write("state/shop", "1", null);
        String second = documents().write("state/shop", "2", first);
        documents().write("state/shop", "3", second);
        assertThat(content("state/shop")).isEqualTo("3");
    }

    @Test
    default void a_document_of_another_version_is_left_alone() {
        String first = documents().write("state/shop", "1", null);
        documents().write("state/shop", "2", first);
        assertFails(Failure.Conflict.class, () -> documents().write("state/shop", "3", first));
        assertThat(content("state/shop")).isEqualTo("2");
    }

    @Test
    default void a_document_that_was_deleted_meanwhile_is_a_conflict() {
        String first = documents().write("state/shop", "1", null);
        documents().delete("state/shop");
        assertFails(Failure.Conflict.class, () -> documents().write("state/shop", "2", first));
        assertThat(documents().read("state/shop")).isNull();
    }

    @Test
    default void of_writers_of_one_version_exactly_one_wins() throws InterruptedException, ExecutionException {
        String read = documents().write("state/shop", "0", null);
        assertThat(Race.winners(8, n -> documents().write("state/shop", "writer " + n, read)))
                .isEqualTo(1);
    }

    @Test
    default void a_deleted_document_is_gone_and_deleting_it_again_is_fine() {
        documents().write("state/shop", "1", null);
        documents().delete("state/shop");
        documents().delete("state/shop");
        assertThat(documents().read("state/shop")).isNull();
        assertThat(documents().list("state")).isEmpty();
    }

    @Test
    default void the_documents_of_a_folder_are_listed_however_deep_and_no_others() {
        for (String path :
                List.of("rollouts/shop/2", "rollouts/shop/1", "rollouts/shop-b/1", "rollouts/a/b/c", "state/shop")) {
            documents().write(path, "{}", null);
        }
        assertThat(documents().list("rollouts"))
                .containsExactly("rollouts/a/b/c", "rollouts/shop-b/1", "rollouts/shop/1", "rollouts/shop/2");
        assertThat(documents().list("rollouts/shop")).containsExactly("rollouts/shop/1", "rollouts/shop/2");
        assertThat(documents().list("inventories")).isEmpty();
    }

    @Test
    default void the_versions_of_a_folder_are_those_that_its_documents_are_read_and_written_with() {
        String first = documents().write("status/shop", "1", null);
        String other = documents().write("status/web", "{}", null);
        documents().write("state/shop", "{}", null);
        assertThat(documents().versions("status"))
                .containsOnly(entry("status/shop", first), entry("status/web", other));
        String second = documents().write("status/shop", "2", first);
        assertThat(documents().versions("status")).containsEntry("status/shop", second);
        assertThat(documents().versions("inventories")).isEmpty();
    }

    @Test
    default void a_document_of_megabytes_is_kept_whole() {
        String content = large(1);
        String version = documents().write("inventories/shop/v1", content, null);
        assertThat(documents().read("inventories/shop/v1")).isEqualTo(new DocumentStore.Document(content, version));
        assertThat(documents().list("inventories")).containsExactly("inventories/shop/v1");
    }

    @Test
    default void a_large_document_gives_way_to_another_and_to_a_small_one() {
        String first = documents().write("inventories/shop/v1", large(1), null);
        String second = documents().write("inventories/shop/v1", large(2), first);
        assertThat(content("inventories/shop/v1")).isEqualTo(large(2));
        assertFails(Failure.Conflict.class, () -> documents().write("inventories/shop/v1", large(3), first));
        assertThat(content("inventories/shop/v1")).isEqualTo(large(2));
        documents().write("inventories/shop/v1", "{}", second);
        assertThat(content("inventories/shop/v1")).isEqualTo("{}");
    }

    @Test
    default void documents_are_no_records() {
        documents().write("state/shop", "{}", null);
        assertThat(store().records().list(null).records()).isEmpty();
    }

    @Test
    default void a_path_that_leads_elsewhere_is_refused() {
        for (String path :
                List.of("state", "../state/shop", "state/../pins/shop", "pins/shop", "state//a", "state/a b")) {
            assertThatThrownBy(() -> documents().write(path, "{}", null)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void a_store_that_is_gone_has_no_empty_folders() {
        documents().write("state/shop", "1", null);
        store().goAway();
        assertThatThrownBy(() -> documents().read("state/shop")).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> documents().list("state")).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> documents().write("state/new", "1", null)).isInstanceOf(FailureException.class);
        store().comeBack();
        assertThat(documents().list("state")).containsExactly("state/shop");
    }
}
