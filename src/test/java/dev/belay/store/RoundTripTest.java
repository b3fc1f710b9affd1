package dev.belay.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.PinnedComponent.Base;
import dev.belay.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is encoded, written as YAML and read again is what it was. The seed is in the failure. */
class RoundTripTest {
    private static final int CASES = 2_000;

    /** Texts that YAML has other ideas about. */
    private static final List<String> TEXTS = List.of(
            "plain",
            "two words",
            "INC-482: login fails",
            "# not a comment",
            "a #b",
            "yes",
            "null",
            "~",
            "true",
            "on",
            "1.10",
            "0x1F",
            "0o17",
            "1e3",
            "12:30:45",
            "2026-11-20",
            "- item",
            "? key",
            "& anchor",
            "*alias",
            "!tag",
            "%dir",
            "@at",
            "`tick`",
            "{a: b}",
            "[a]",
            "'single'",
            "\"double\"",
            "back\\slash",
            "line\nbreak",
            "tab\there",
            "trailing ",
            " leading",
            "ends:",
            "a: b",
            "…",
            "日本語",
            "😀",
            "\u2028",
            "\u00a0",
            "<<",
            "=",
            "|",
            ">",
            "...",
            "---",
            "",
            ".5",
            "+1",
            "-",
            "~x");

    @Test
    void pins() {
        forSeeds(random -> {
            var pin = pin(random);
            assertThat(Records.pin(RecordCodec.toYaml(RecordCodec.encode(pin)))).isEqualTo(new Decoded.Valid<>(pin));
        });
    }

    @Test
    void holds() {
        forSeeds(random -> {
            var hold = hold(random);
            assertThat(Records.hold(RecordCodec.toYaml(RecordCodec.encode(hold))))
                    .isEqualTo(new Decoded.Valid<>(hold));
        });
    }

    @Test
    void targets() {
        forSeeds(random -> {
            var target = RandomTargets.target(random);
            assertThat(Records.target(RecordCodec.toYaml(RecordCodec.encode(target))))
                    .isEqualTo(new Decoded.Valid<>(target));
        });
    }

    @Test
    void targets_as_json() {
        forSeeds(random -> {
            var target = RandomTargets.target(random);
            var tree = Records.valid(RecordCodec.parse("t.json", JsonWriter.of(RecordCodec.encode(target))));
            assertThat(RecordCodec.target("t.json", tree)).isEqualTo(new Decoded.Valid<>(target));
        });
    }

    @Test
    void trees() {
        forSeeds(random -> {
            var tree = tree(random, 4);
            var read = Records.valid(RecordCodec.parse("t.yaml", RecordCodec.toYaml(tree)));
            assertThat(read)
                    .usingRecursiveComparison()
                    .ignoringFieldsMatchingRegexes(".*\\bat|quoted|.*\\.quoted")
                    .isEqualTo(tree);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "images:\n          app: x:{version}|",
                "keepOld: PT1H|keepOld: PT0S\n        keep: [\"uploads/**\"]\n        distributions: [E1, E2]\n        resync: PT5M",
                "invalidate: all|invalidate: [/index.html, \"/assets/*\"]",
                "stableWithin: PT15M|family: shop\n        template: s3://deploy/t-{version}.json",
                "status: 200|contains: \"a: b\"\n        json: {$.status: \"true\", $.n: \"1\"}\n        headers: {Accept: text/html}\n        timeout: PT1S\n        followRedirects: true",
                "  api:\n      ecs:|  api:\n      aws: {assumeRole: \"arn:aws:iam::123456789012:role/belay\", externalId: x1}\n      ecs:",
                "- name: users|- name: users\n      optional: true\n      within: PT1M\n      every: PT1S\n      failures: 1"
            })
    void a_target_with(String change) {
        int bar = change.indexOf('|');
        String text = bar <= 0 || !Records.TARGET.contains(change.substring(0, bar))
                ? Records.TARGET
                : Records.with(Records.TARGET, change.substring(0, bar), change.substring(bar + 1));
        Target target = Records.valid(Records.target(text));
        assertThat(Records.target(RecordCodec.toYaml(RecordCodec.encode(target))))
                .isEqualTo(new Decoded.Valid<>(target));
    }

    @Test
    void a_pin_is_written_as_people_would() {
        var pin = Records.valid(Records.pin(Records.PIN));
        assertThat(RecordCodec.toYaml(RecordCodec.encode(pin))).isEqualTo("""
                apiVersion: belay.dev/v1
                kind: Pin
                metadata:
                  name: shop
                spec:
                  version: "20261120-1430"
                  components:
                    api:
                      taskDefinition: shop-api:123
                    web:
                      version: v1
                  force: 1
                  reason: "INC-482: login fails"
                  by: alice
                  incident:
                    id: INC-482
                    symptoms: 5xx
                    startedAt: "2026-11-20T14:32:00Z"
                """);
    }

    private static void forSeeds(Consumer<RandomGenerator> test) {
        var factory = RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom");
        for (long seed = 0; seed < CASES; seed++) {
            try {
                test.accept(factory.create(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    static Pin pin(RandomGenerator random) {
        var components = new LinkedHashMap<String, PinnedComponent>();
        for (int i = random.nextInt(4); i > 0; i--) {
            components.put(name(random), pinned(random));
        }
        boolean bare = components.isEmpty() || random.nextBoolean();
        return new Pin(
                metadata(random),
                bare ? version(random) : null,
                components,
                random.nextBoolean(),
                random.nextInt(3),
                maybe(random, () -> text(random)),
                maybe(random, () -> text(random)),
                maybe(
                        random,
                        () -> new Pin.Incident(
                                maybe(random, () -> "INC-" + random.nextInt(999)),
                                maybe(random, () -> text(random)),
                                maybe(random, () -> instant(random)))));
    }

    private static PinnedComponent pinned(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> new PinnedComponent.Version(version(random));
            case 1 -> new PinnedComponent.TaskDefinition(name(random) + ":" + (1 + random.nextInt(999)));
            case 2 ->
                new PinnedComponent.Images(
                        new TreeMap<>(Map.of(
                                name(random), "r.example/a:" + version(random).replace('+', '-'))),
                        maybe(random, () -> base(random)));
            default -> new PinnedComponent.Leave();
        };
    }

    private static Base base(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Base.Template();
            case 1 -> new Base.Running();
            default -> new Base.Revision("arn:aws:ecs:eu-north-1:123456789012:task-definition/" + name(random) + ":7");
        };
    }

    static Hold hold(RandomGenerator random) {
        boolean named = random.nextBoolean();
        var targets = new ArrayList<String>();
        for (int i = named ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            targets.add(random.nextBoolean() ? name(random) : "*" + name(random));
        }
        var labels = new TreeMap<String, String>();
        for (int i = named ? 0 : 1 + random.nextInt(3); i > 0; i--) {
            labels.put(name(random), random.nextBoolean() ? "" : name(random));
        }
        return new Hold(
                metadata(random),
                targets,
                labels,
                random.nextBoolean() ? Hold.Mode.SUSPEND : Hold.Mode.FREEZE,
                maybe(random, () -> text(random)),
                maybe(random, () -> text(random)),
                maybe(random, () -> instant(random)));
    }

    private static Node tree(RandomGenerator random, int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 1 -> {
                var entries = new ArrayList<Node.Entry>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.add(new Node.Entry(null, text(random), tree(random, depth - 1)));
                }
                yield new Node.Mapping(null, entries);
            }
            case 2 -> {
                var items = new ArrayList<Node>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(tree(random, depth - 1));
                }
                yield new Node.Sequence(null, items);
            }
            case 3 -> new Node.Null(null);
            default -> new Node.Scalar(null, text(random), true);
        };
    }

    private static Metadata metadata(RandomGenerator random) {
        var labels = new TreeMap<String, String>();
        for (int i = random.nextInt(3); i > 0; i--) {
            labels.put(name(random), name(random));
        }
        return new Metadata(name(random), labels);
    }

    static String text(RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            return odd(random);
        }
        String one = TEXTS.get(random.nextInt(TEXTS.size()));
        return random.nextInt(3) == 0 ? one + TEXTS.get(random.nextInt(TEXTS.size())) : one;
    }

    /** Characters from all over Unicode, as far as a text may hold them. */
    private static String odd(RandomGenerator random) {
        int[] ends = {0x80, 0x800, 0x3000, 0x10000, 0x110000};
        return random.ints(random.nextInt(12), 0, ends.length)
                .map(end -> random.nextInt(ends[end]))
                .filter(RecordText::isPrintable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String name(RandomGenerator random) {
        return List.of("a", "shop", "on", "null", "true", "no", "1", "0x1", "1e3", "web-2")
                .get(random.nextInt(10));
    }

    private static String version(RandomGenerator random) {
        return List.of(
                        "20261120",
                        "1.10",
                        "v1",
                        "true",
                        "null",
                        "0x10",
                        "1e5",
                        "12:30",
                        "2026-11-20",
                        "1_000",
                        "a+b",
                        "010")
                .get(random.nextInt(12));
    }

    private static Instant instant(RandomGenerator random) {
        return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(2) * 1_000_000L);
    }

    private static <T> @Nullable T maybe(RandomGenerator random, Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }
}
