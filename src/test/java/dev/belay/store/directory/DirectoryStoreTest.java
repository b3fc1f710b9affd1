package dev.belay.store.directory;

import static dev.belay.model.RecordKind.HOLD;
import static dev.belay.model.RecordKind.PIN;
import static dev.belay.model.RecordKind.TARGET;
import static dev.belay.store.SampleRecords.assertFails;
import static dev.belay.store.SampleRecords.found;
import static dev.belay.store.SampleRecords.record;
import static dev.belay.store.SampleRecords.shows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.model.Failure;
import dev.belay.publish.Change;
import dev.belay.publish.Proposal;
import dev.belay.publish.Publication;
import dev.belay.publish.PublicationContract;
import dev.belay.publish.PublishRequest;
import dev.belay.store.DocumentStoreContract;
import dev.belay.store.RecordListing;
import dev.belay.store.RecordStoreContract;
import dev.belay.store.StoreUnderTest;
import dev.belay.store.StoredRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest implements RecordStoreContract, DocumentStoreContract, PublicationContract {
    @TempDir
    Path folder;

    private LocalDirectory local;

    @BeforeEach
    void open() {
        local = new LocalDirectory(folder);
    }

    @AfterEach
    void close() {
        local.close();
    }

    @Override
    public StoreUnderTest store() {
        return local;
    }

    private List<String> names() {
        return local.records().list(null).records().stream()
                .map(StoredRecord::name)
                .toList();
    }

    private void write(String path, String text) throws IOException {
        Path file = local.path().resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    @Test
    void yaml_yml_and_json_are_records_and_leftovers_of_editors_are_not() throws IOException {
        for (String file : List.of(
                "a.yaml", "b.yml", "c.json", ".a.yaml.swp", ".d.yaml", "e.yaml~", "#f.yaml#", "4913", "README.md")) {
            write("pins/" + file, "x: 1");
        }
        assertThat(names()).containsExactly("a", "b", "c");
    }

    @Test
    void the_place_is_the_file_that_a_person_would_open() {
        local.edit(PIN, "shop", "first");
        assertThat(local.records().list(null).records().getFirst().place())
                .isEqualTo(local.path().resolve("pins/shop.yaml").toString());
    }

    @Test
    void a_record_that_is_there_twice_is_unreadable_and_not_written() throws IOException {
        write("pins/shop.yaml", "x: 1");
        write("pins/shop.json", "{}");
        StoredRecord twice = local.records().list(null).records().getFirst();
        assertThat(shows(twice)).contains("more than once", "shop.yaml", "shop.json");
        assertFails(
                Failure.Invalid.class,
                () -> local.records().write(PIN, "shop", record(PIN, "shop", "x"), twice.revision()));
    }

    @Test
    void a_file_that_is_half_written_or_no_text_or_too_large_is_unreadable() throws IOException {
        write("pins/a.yaml", "");
        Files.write(local.path().resolve("pins/b.yaml"), new byte[] {(byte) 0xc3, (byte) 0x28});
        write("pins/c.yaml", "x".repeat(2_000_000));
        Files.createDirectory(local.path().resolve("pins/d.yaml"));
        Files.createSymbolicLink(local.path().resolve("pins/e.yaml"), Path.of("nothing"));
        assertThat(local.records().list(null).records())
                .hasSize(5)
                .allSatisfy(found -> assertThat(shows(found)).startsWith("unreadable: it "));
    }

    @Test
    void json_stays_json() throws IOException {
        write("pins/shop.json", "{\"a\": 1}");
        StoredRecord read = found(local.records(), PIN, "shop");
        local.records().write(PIN, "shop", record(PIN, "shop", "ours"), read.revision());
        assertThat(local.path().resolve("pins/shop.json"))
                .content()
                .startsWith("{")
                .contains("ours");
        assertThat(local.path().resolve("pins/shop.yaml")).doesNotExist();
    }

    @Test
    void a_missing_folder_is_empty() {
        local.edit(TARGET, "shop", "x");
        assertThat(local.path().resolve("pins")).doesNotExist();
        assertThat(names()).containsExactly("shop");
    }

    @Test
    void a_folder_that_cannot_be_listed_is_a_failure() throws IOException {
        local.edit(TARGET, "shop", "x");
        write("pins", "a file where a folder should be");
        assertThatThrownBy(() -> local.records().list(null)).hasMessageContaining("pins");
    }

    @Test
    void a_folder_that_is_a_link_to_nothing_is_a_failure() throws IOException {
        local.edit(TARGET, "shop", "x");
        Files.createSymbolicLink(local.path().resolve("pins"), Path.of("unmounted"));
        assertThatThrownBy(() -> local.records().list(null)).hasMessageContaining("pins");
    }

    @Test
    void a_mounted_config_map_is_followed_when_it_changes() throws IOException {
        write("pins/..2026_1/shop.yaml", "version: 1");
        write("pins/..2026_2/shop.yaml", "version: 2");
        Path pins = local.path().resolve("pins");
        Files.createSymbolicLink(pins.resolve("..data"), Path.of("..2026_1"));
        Files.createSymbolicLink(pins.resolve("shop.yaml"), Path.of("..data/shop.yaml"));
        RecordListing before = local.records().list(null);
        assertThat(before.records()).hasSize(1);
        Files.delete(pins.resolve("..data"));
        Files.createSymbolicLink(pins.resolve("..data"), Path.of("..2026_2"));
        assertThat(shows(local.records().list(before).records().getFirst())).contains("version: 2");
    }

    @Test
    void a_write_through_a_link_leaves_the_link() throws IOException {
        write("shared/shop.yaml", "version: 1");
        Files.createDirectories(local.path().resolve("pins"));
        Path link = Files.createSymbolicLink(local.path().resolve("pins/shop.yaml"), Path.of("../shared/shop.yaml"));
        StoredRecord read = found(local.records(), PIN, "shop");
        local.records().write(PIN, "shop", record(PIN, "shop", "ours"), read.revision());
        assertThat(link).isSymbolicLink().content().contains("ours");
        assertThat(local.path().resolve("shared/shop.yaml")).content().contains("ours");
    }

    @Test
    void nothing_is_left_behind_by_a_write() throws IOException {
        local.records().write(HOLD, "inc-482", record(HOLD, "inc-482", "x"), null);
        try (var files = Files.list(local.path().resolve("holds"))) {
            assertThat(files).containsExactly(local.path().resolve("holds/inc-482.yaml"));
        }
    }

    @Test
    void a_second_daemon_is_turned_away_and_told_by_whom() {
        assertThatThrownBy(() -> DirectoryStore.open(local.path()))
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("one daemon only");
    }

    @Test
    void the_directory_can_be_had_once_it_is_given_back() {
        local.close();
        DirectoryStore.open(local.path()).close();
    }

    @Test
    void a_store_that_was_closed_writes_no_more() {
        local.close();
        assertFails(Failure.Conflict.class, () -> local.documents().write("state/shop", "1", null));
    }

    @Test
    void a_directory_that_another_daemon_took_after_it_was_exchanged_is_not_written() throws IOException {
        Files.move(local.path(), folder.resolve("old"));
        Files.createDirectory(local.path());
        try (DirectoryStore other = DirectoryStore.open(local.path())) {
            other.write("state/shop", "theirs", null);
            assertFails(Failure.Conflict.class, () -> local.documents().write("state/other", "ours", null));
        }
    }

    @Test
    void a_directory_that_is_not_there_is_not_made() {
        assertFails(Failure.NotFound.class, () -> DirectoryStore.open(folder.resolve("missing")));
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void publishing_the_very_directory_that_the_daemon_reads_writes_no_record() throws IOException {
        String text =
                "# by hand\nkind: Hold\napiVersion: belay.dev/v1\nmetadata: {name: a}\nspec: {mode: freeze, targets: [x]}\n";
        write("holds/a.yaml", text);
        var publication = new Publication(local.records(), local.documents());
        var request = new PublishRequest(
                List.of(new PublishRequest.SubmittedRecord("holds/a.yaml", text)), List.of(), true, null, null);
        if (publication.propose(request, "ci", record -> true) instanceof Proposal.Ready ready) {
            assertThat(publication.publish(ready).written()).isEmpty();
            assertThat(ready.changes()).singleElement().isInstanceOf(Change.Unchanged.class);
        }
        assertThat(local.path().resolve("holds/a.yaml")).content().isEqualTo(text);
    }

    @Test
    void a_directory_that_a_daemon_holds_can_be_looked_at() {
        local.edit(PIN, "shop", "first");
        assertThat(new DirectoryRecords(local.path()).list(null).records()).hasSize(1);
    }
}
