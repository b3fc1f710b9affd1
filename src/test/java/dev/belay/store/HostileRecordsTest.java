package dev.belay.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Records that were damaged at random: whatever comes of it, it is a record or a list of problems, never an exception, and a
 * record can be written and read again. A failure says its seed.
 */
class HostileRecordsTest {
    private static final int SEEDS = 3_000;
    private static final List<String> PIECES = List.of(
            "\n",
            "  ",
            ": ",
            "- ",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            "#",
            "&a ",
            "*a",
            "!",
            "|",
            ">",
            "%",
            "null",
            "~",
            "true",
            "\t",
            "\u0000",
            "\uFEFF",
            "\ud800",
            "\u2028",
            "é",
            "999999999999",
            "-1",
            "{version}",
            "${secret:x}",
            "${",
            "{token}",
            "1e5",
            "PT-1S",
            "../",
            "*",
            ",");

    @Test
    void a_damaged_target_is_a_target_or_problems() {
        damage(Records.TARGET, Records::target, RecordCodec::encode);
    }

    @Test
    void a_damaged_target_with_everything_is_a_target_or_problems() {
        var verify = "  verify:\n";
        var full =
                Records.with(Records.TARGET, verify, verify + FlowReaderTest.FLOW.indent(4)) + TargetReaderTest.CLOSING;
        damage(full, Records::target, RecordCodec::encode);
    }

    @Test
    void a_damaged_pin_is_a_pin_or_problems() {
        damage(Records.PIN, Records::pin, RecordCodec::encode);
    }

    @Test
    void a_damaged_hold_is_a_hold_or_problems() {
        damage(Records.HOLD, Records::hold, RecordCodec::encode);
    }

    private static <T> void damage(String text, Function<String, Decoded<T>> read, Function<T, Node.Mapping> encode) {
        var factory = RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom");
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = factory.create(seed);
            String damaged = text;
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                damaged = damaged(damaged, random);
            }
            check(seed, damaged, read, encode);
        }
    }

    private static <T> void check(
            long seed, String damaged, Function<String, Decoded<T>> read, Function<T, Node.Mapping> encode) {
        try {
            switch (read.apply(damaged)) {
                case Decoded.Valid<T> valid ->
                    assertThat(read.apply(RecordCodec.toYaml(encode.apply(valid.value()))))
                            .isEqualTo(valid);
                case Decoded.Invalid<T>(List<Problem> problems) ->
                    assertThat(problems).isNotEmpty();
            }
        } catch (AssertionError | RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ":\n" + damaged, e);
        }
    }

    private static String damaged(String text, RandomGenerator random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(12));
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(end);
            case 1 -> text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(at);
            default -> text.substring(0, at) + text.substring(at, end).repeat(2) + text.substring(end);
        };
    }

    @Test
    void texts_of_a_megabyte_are_refused_and_not_searched() {
        String long1 = "x".repeat(900_000);
        for (String field : List.of(
                "status: 200", "keepOld: PT1H", "bucket: shop-frontend", "cluster: shop-prod", "drift: correct")) {
            String damaged = Records.with(Records.TARGET, field, field.substring(0, field.indexOf(':') + 2) + long1);
            assertThat(Records.target(damaged).problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.toString()).hasSizeLessThan(500));
        }
        assertThat(Records.target(Records.TARGET + long1 + ": 1\n").problems())
                .allSatisfy(problem -> assertThat(problem.toString()).hasSizeLessThan(500));
    }
}
