package dev.belay.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborTest {
    private static String hex(ObjectNode node) {
        return HexFormat.of().formatHex(Cbor.write(node));
    }

    /** The examples of RFC 8949's Appendix A, as the value of the field "a". */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00|0",
                "17|23",
                "1818|24",
                "1903e8|1000",
                "1a000f4240|1000000",
                "3863|-100",
                "f93c00|1.0",
                "fa47c35000|100000.0",
                "fb3ff199999999999a|1.1",
                "f4|false",
                "f5|true",
                "f6|null",
                "6449455446|\"IETF\"",
                "7f657374726561646d696e67ff|\"streaming\"",
                "83010203|[1,2,3]",
                "9f0102ff|[1,2]",
                "a16161f5|{\"a\":true}",
                "bf6346756ef5ff|{\"Fun\":true}",
                "c11a514b67b0|1363896240"
            })
    void what_others_write_is_read(String value, String json) {
        byte[] body = HexFormat.of().parseHex("a16161" + value);
        assertThat(Json.write(Cbor.read(body))).isEqualTo("{\"a\":" + json + "}");
    }

    @Test
    void what_is_written_is_read_again() {
        ObjectNode node = Json.parse("{\"text\": \"ö\", \"list\": [1, -5, 70000, 1.5], \"yes\": true, \"none\": null}");
        assertThat(Json.write(Cbor.read(Cbor.write(node)))).isEqualTo(Json.write(node));
    }

    @Test
    void times_are_tag_1_and_seconds() {
        ObjectNode node = Json.object();
        node.putPOJO("t", Instant.ofEpochMilli(1_363_896_240_500L));
        assertThat(hex(node)).isEqualTo("a16174c1fb41d452d9ec200000");
    }

    @Test
    void what_ends_too_early_is_refused() {
        assertThatThrownBy(() -> Cbor.read(HexFormat.of().parseHex("a16161")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
