package dev.belay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.belay.model.RecordKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schemas are made of what the readers ask for. Here a validator that knows nothing of ours and the codec judge the same records: whatever the
 * codec takes the schema takes, and what the schema takes the codec refuses only for what a schema {@link Beyond can't say}.
 */
class RecordSchemaTest {
    private static final int CASES = 8_000;
    private static final String SERVED = "served: web\n      url: https://shop.example/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<RecordKind, Schema> SCHEMAS = new EnumMap<>(RecordKind.class);

    static {
        for (var kind : RecordKind.values()) {
            SCHEMAS.put(
                    kind,
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(RecordSchema.of(kind), InputFormat.JSON));
        }
    }

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void codec_and_schema_take_the_same_records(RecordKind kind) {
        int valid = 0;
        int invalid = 0;
        var factory = RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom");
        for (long seed = 0; seed < CASES; seed++) {
            var random = factory.create(seed);
            Node tree = record(kind, random);
            for (int i = random.nextInt(4); i > 0; i--) {
                tree = new Mutations(random).of(tree);
            }
            var problems = problems(kind, tree);
            var errors = errors(kind, tree);
            String what =
                    "seed " + seed + "\n" + RecordCodec.toYaml(tree) + "\ncodec: " + problems + "\nschema: " + errors;
            if (problems.isEmpty()) {
                valid++;
                assertThat(errors).as(what).isEmpty();
            } else if (errors.isEmpty()) {
                assertThat(problems)
                        .as(what)
                        .allMatch(problem -> !Beyond.rules(problem).isEmpty());
            } else {
                invalid++;
            }
        }
        assertThat(valid).isGreaterThan(CASES / 5);
        assertThat(invalid).isGreaterThan(CASES / 5);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(Beyond.COMPONENTS_THAT_ARE_NOT_THERE, "served: web", "served: api"),
                arguments(Beyond.AN_ORDER_OF_ALL_COMPONENTS, "[api, web]", "[api]"),
                arguments(Beyond.A_BUILD_IN_THE_LIVE_PLACE, "s3://shop-builds/", "s3://shop-frontend/live/"),
                arguments(Beyond.CAPTURES_OF_EARLIER_STEPS, SERVED, "flow: [{get: \"https://x.example/{id}\"}]"),
                arguments(Beyond.NAMES_GIVEN_TWICE, "name: users", "name: health"),
                arguments(Beyond.SO_MANY_WILDCARDS, "invalidate: all", "invalidate: " + wildcards()),
                arguments(Beyond.DURATIONS_WITHOUT_LENGTH_OR_TOO_LONG, "stableWithin: PT15M", "stableWithin: PT0S"),
                arguments(Beyond.JSON_PATHS, "status: 200", "json: {\"$[\": up}"),
                arguments(Beyond.ADDRESSES, "https://shop.example/health", "http://169.254.169.254/"),
                arguments(Beyond.BLANK_TEXT, "status: 200", "contains: \"\\u2003\""),
                arguments(Beyond.TEXT_THAT_CAN_NOT_BE_PRINTED, "name: health", "name: \"he\\u0007lth\""),
                arguments(Beyond.NUMBERS_OF_A_BODY, SERVED, "flow: [{post: \"https://x.example/\", json: {a: 1.10}}]"),
                arguments(Beyond.NUMBERS_FOR_TEXT, "{team: shop}", "{team: 1e+5}"));
    }

    /** So that the list of what a schema can't say does not say too much. */
    @ParameterizedTest
    @MethodSource("broken")
    void beyond_a_schema_is(Beyond rule, String part, String other) {
        var tree = Records.valid(RecordCodec.parse("t.yaml", Records.with(Records.TARGET, part, other)));
        assertThat(errors(RecordKind.TARGET, tree)).isEmpty();
        assertThat(problems(RecordKind.TARGET, tree))
                .isNotEmpty()
                .allMatch(problem -> Beyond.rules(problem).contains(rule));
    }

    static Stream<Path> examples() throws IOException {
        var all = new ArrayList<Path>();
        for (var root : List.of("config", "docs/examples")) {
            if (Files.isDirectory(Path.of(root))) {
                try (var files = Files.walk(Path.of(root))) {
                    files.filter(file -> file.toString().matches(".*/(targets|pins|holds)/[^/]+\\.yaml"))
                            .forEach(all::add);
                }
            }
        }
        return all.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examples_are_valid_by_both_and_name_their_schema(Path example) throws IOException {
        String text = Files.readString(example);
        var kind = Stream.of(RecordKind.values())
                .filter(one -> example.getParent().endsWith(one.folder()))
                .findFirst()
                .orElseThrow();
        var tree = Records.valid(RecordCodec.parse(example.toString(), text));
        assertThat(problems(kind, tree)).isEmpty();
        assertThat(errors(kind, tree)).isEmpty();
        String named = text.lines().findFirst().orElseThrow();
        assertThat(named).startsWith("# yaml-language-server: $schema=");
        Path schema = example.resolveSibling(named.substring(named.indexOf('=') + 1));
        assertThat(schema.toRealPath()).isEqualTo(file(kind).toRealPath());
    }

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void the_schemas_in_the_docs_are_these(RecordKind kind) throws IOException {
        assertThat(Files.readString(file(kind)))
                .as("the readers changed; run: make schemas")
                .isEqualTo(RecordSchema.of(kind));
    }

    /** Encoding writes every default out, so what it writes for a record that says nothing is what the schema must offer. */
    @Test
    void the_defaults_are_those_of_the_codec() throws IOException {
        var target = Records.valid(Records.target("""
                apiVersion: belay.dev/v1
                kind: Target
                metadata: {name: shop}
                spec:
                  components:
                    api: {ecs: {cluster: shop, service: api}}
                    web: {site: {bucket: shop, build: "s3://builds/{version}/"}}
                  verify:
                    - {name: health, http: {url: "https://shop.example/"}}
                    - {name: login, flow: [{get: "https://shop.example/"}]}
                  followUp: {github: {repository: shop/shop, token: "${secret:token}"}}
                """));
        var compared = new ArrayList<String>();
        compare("", schema(RecordKind.TARGET), JSON.readTree(JsonWriter.of(RecordCodec.encode(target))), compared);
        assertThat(compared)
                .contains(
                        ".spec.soak",
                        ".spec.onFailure",
                        ".spec.drift",
                        ".spec.components.api.ecs.stableWithin",
                        ".spec.components.web.site.invalidate",
                        ".spec.components.web.site.pruneLimit",
                        ".spec.components.web.site.entry",
                        ".spec.verify.0.within",
                        ".spec.verify.0.failures",
                        ".spec.verify.0.http.status");
    }

    private static void compare(String path, JsonNode schema, JsonNode written, List<String> compared) {
        if (schema.has("default") && !written.isMissingNode()) {
            assertThat(written).as(path).isEqualTo(schema.get("default"));
            compared.add(path);
        }
        for (var field : written.properties()) {
            var below = schema.path("properties").path(field.getKey());
            compare(
                    path + "." + field.getKey(),
                    below.isMissingNode() ? schema.path("additionalProperties") : below,
                    field.getValue(),
                    compared);
        }
        for (int i = 0; i < written.size() && written.isArray(); i++) {
            compare(path + "." + i, schema.path("items"), written.get(i), compared);
        }
    }

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void every_field_is_explained(RecordKind kind) throws IOException {
        for (var properties : schema(kind).findValues("properties")) {
            for (var property : properties.properties()) {
                assertThat(property.getValue().path("description").asText())
                        .as(property.getKey())
                        .endsWith(".");
            }
        }
    }

    /** Editors read patterns as ECMAScript, the validator above as Java. */
    @Test
    void editors_read_the_patterns_as_java_does() throws Exception {
        Path node = Path.of("/usr/bin/node");
        assumeThat(node).exists();
        String script = """
                const walk = schema => {
                  if (schema === null || typeof schema !== 'object') return;
                  if (typeof schema.pattern === 'string') {
                    const pattern = new RegExp(schema.pattern, 'u');
                    for (const example of schema.examples ?? []) {
                      if (!pattern.test(example)) throw new Error(schema.pattern + ' does not take ' + example);
                    }
                    if (schema.examples && pattern.test('\\n')) throw new Error(schema.pattern + ' takes anything');
                  }
                  Object.values(schema).forEach(walk);
                };
                walk(JSON.parse(require('fs').readFileSync(0, 'utf8')));
                """;
        for (var kind : RecordKind.values()) {
            var process = new ProcessBuilder(node.toString(), "-e", script)
                    .redirectErrorStream(true)
                    .start();
            try (var input = process.getOutputStream()) {
                input.write(RecordSchema.of(kind).getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
    }

    private static String wildcards() {
        return IntStream.range(0, 16).mapToObj(i -> "/" + i + "*").toList().toString();
    }

    private static Path file(RecordKind kind) {
        return Path.of("docs/schemas", TargetReader.word(kind) + ".json");
    }

    private static JsonNode schema(RecordKind kind) throws IOException {
        return JSON.readTree(RecordSchema.of(kind));
    }

    private static Node record(RecordKind kind, RandomGenerator random) {
        return switch (kind) {
            case TARGET -> RecordCodec.encode(RandomTargets.target(random));
            case PIN -> RecordCodec.encode(RoundTripTest.pin(random));
            case HOLD -> RecordCodec.encode(RoundTripTest.hold(random));
        };
    }

    private static List<Problem> problems(RecordKind kind, Node tree) {
        return switch (kind) {
            case TARGET -> RecordCodec.target("t", tree).problems();
            case PIN -> RecordCodec.pin("p", tree).problems();
            case HOLD -> RecordCodec.hold("h", tree).problems();
        };
    }

    private static List<String> errors(RecordKind kind, Node tree) {
        return SCHEMAS.get(kind).validate(CoreYaml.json(tree).toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
