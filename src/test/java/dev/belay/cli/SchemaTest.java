package dev.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.RecordKind;
import dev.belay.store.RecordSchema;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** {@code belay schema}. */
class SchemaTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void each_kind_has_its_schema() {
        assertThat(belay("schema", "hold")).isZero();
        assertThat(out).hasToString(RecordSchema.of(RecordKind.HOLD));
    }

    @Test
    void other_kinds_are_wrong_usage() {
        assertThat(belay("schema", "status")).isEqualTo(2);
        assertThat(belay("schema")).isEqualTo(2);
    }

    private int belay(String... args) {
        return Belay.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
