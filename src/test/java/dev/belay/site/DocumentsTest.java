package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Ordered;
import dev.belay.model.S3Place;
import dev.belay.store.DocumentPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inventories and ledgers as documents. */
class DocumentsTest {
    private static final Headers HTML = headers("content-type", "text/html");

    @Test
    void an_inventory_is_read_as_it_was_written() {
        var objects = new LinkedHashMap<String, Inventory.Item>();
        objects.put("a \"å\".html", new Inventory.Item("a \"å\".html", "e1", 5_000_000_000L, HTML));
        objects.put("b.html", new Inventory.Item("b.html", "e2-3", 0, HTML));
        objects.put("c.js", new Inventory.Item("c.js", "e3", 7, null));
        objects.put("d.js", new Inventory.Item("d.js", "e4", 8, headers()));
        var inventory = new Inventory("v1", "s3://builds/v1/", true, objects);
        assertThat(InventoryJson.read(InventoryJson.write(inventory))).isEqualTo(inventory);
    }

    @Test
    void a_ledger_is_read_as_it_was_written() {
        var entries = new LinkedHashMap<String, Ledger.Entry>();
        entries.put("a.html", new Ledger.Entry("e1", 1_795_444_320L, "e1", new Ledger.Read(HTML.digest())));
        entries.put("b.html", new Ledger.Entry("live", 5, "source", new Ledger.AsIn("inventories/x")));
        entries.put("c.html", new Ledger.Entry("live", 6, "source", new Ledger.AsIn("inventories/y")));
        entries.put("d.html", new Ledger.Entry("e4", 7, "e4", new Ledger.Unread()));
        var ledger = new Ledger(entries);
        assertThat(LedgerJson.read(LedgerJson.write(ledger))).isEqualTo(ledger);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261120-1430", "v1.2.3", "..", "feature/å b", "-", "_"})
    void a_version_of_any_characters_has_a_document_of_its_own(String version) {
        String name = Inventories.name("shop", "web", version, new S3Place("builds", "x/"));
        assertThat(DocumentPath.of(name)).hasToString(name);
    }

    @Test
    void a_build_elsewhere_is_another_build() {
        assertThat(Inventories.name("shop", "web", "v1", new S3Place("builds", "x/")))
                .isNotEqualTo(Inventories.name("shop", "web", "v1", new S3Place("builds", "y/")));
    }

    @Test
    void equal_headers_have_equal_digests_and_others_have_not() {
        assertThat(HTML.digest()).isEqualTo(headers("content-type", "text/html").digest());
        assertThat(HTML.digest())
                .isNotEqualTo(headers("content-type", "text/htm").digest());
        assertThat(HTML.digest()).isNotEqualTo(headers().digest());
    }

    private static Headers headers() {
        return new Headers(new TreeMap<>());
    }

    private static Headers headers(String name, String value) {
        return new Headers(Ordered.sorted(Map.of(name, value)));
    }
}
