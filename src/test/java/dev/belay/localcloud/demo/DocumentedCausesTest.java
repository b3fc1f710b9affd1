package dev.belay.localcloud.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of causes is the one that people read. */
class DocumentedCausesTest {
    @ParameterizedTest
    @EnumSource(value = Cause.class)
    void its_command_is_documented_as_it_is(Cause cause) throws Exception {
        assertThat(Files.readString(Path.of("docs/local-cloud.md")))
                .contains("| " + cause.kind() + " | `" + cause.command() + "` |");
    }

    @Test
    void seventeen_kinds_of_causes_can_be_made() {
        assertThat(Stream.of(Cause.values()).map(Cause::kind).distinct()).hasSize(17);
    }
}
