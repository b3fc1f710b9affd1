package dev.belay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the bill of materials beside the packaged program is of that program ({@code make test}). */
class BillOfMaterialsCheck {
    private static final Path PROGRAM = Path.of("target/belay");
    private static final Path BILL = PROGRAM.resolve("belay.cdx.json");

    @Test
    void every_library_that_is_shipped_is_on_the_bill_with_its_hash() throws IOException {
        assumeTrue(Files.exists(BILL), "Maven makes no bill of materials while it is offline (-o)");
        JsonNode bill = new ObjectMapper().readTree(BILL.toFile());
        Set<String> hashes = bill.path("components")
                .valueStream()
                .flatMap(component -> component.path("hashes").valueStream())
                .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
                .map(hash -> hash.path("content").asText())
                .collect(Collectors.toSet());
        List<Path> shipped = jars();
        assertThat(shipped).isNotEmpty();
        assertThat(shipped).allSatisfy(jar -> assertThat(hashes).contains(sha256(jar)));
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(PROGRAM.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
