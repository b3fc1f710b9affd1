package dev.belay.store;

import static dev.belay.store.SampleRecords.entry;
import static dev.belay.store.SampleRecords.mapping;
import static dev.belay.store.SampleRecords.plain;
import static dev.belay.store.SampleRecords.scalar;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordFileTest {
    @Test
    void a_record_is_named_by_its_file() {
        assertThat(RecordFile.recordName("shop.yaml")).contains("shop");
        assertThat(RecordFile.recordName("shop.v2.json")).contains("shop.v2");
        assertThat(RecordFile.recordName(".shop.yaml")).isEmpty();
        assertThat(RecordFile.recordName("shop.yaml~")).isEmpty();
    }

    @Test
    void json_says_the_same_as_yaml_would() {
        var record = mapping(
                entry("flag", plain("true")),
                entry("leading", plain("007")),
                entry("list", new Node.Sequence(null, List.of(plain("1"), new Node.Null(null)))),
                entry("share", plain("1.10")),
                entry("text", scalar("1")));
        String json = new String(RecordFile.bytes("shop.json", record), StandardCharsets.UTF_8);
        assertThat(json.replaceAll("\\s", ""))
                .isEqualTo("{\"flag\":true,\"leading\":\"007\",\"list\":[1,null],\"share\":1.10,\"text\":\"1\"}");
    }
}
