package dev.belay.announce;

import static dev.belay.announce.Samples.INCIDENT;
import static dev.belay.announce.Samples.LOG_LINE;
import static dev.belay.announce.Samples.check;
import static dev.belay.announce.Samples.diagnosis;
import static dev.belay.announce.Samples.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.CheckResult;
import dev.belay.model.Rollout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report. */
class RolloutMarkdownTest {
    private static final Rollout FAILED = rollout(
            Rollout.Cause.PIN,
            Rollout.Outcome.FAILED,
            "api: its containers crash",
            diagnosis(),
            INCIDENT,
            List.of(check("health", CheckResult.State.FAILED)));

    @Test
    void it_holds_everything_that_a_review_needs() {
        assertThat(RolloutMarkdown.of(FAILED, false))
                .startsWith("# Rollout 20261120T145107.000Z of shop-production\n")
                .contains("- **Outcome**: Failed\n")
                .contains("- **By**: alice\n")
                .contains("- **Incident**: INC-482\n- **Symptoms**: 5xx on /login\n- **Began**: 2026-11-20T14:32:00Z\n")
                .contains("| api | shop-api:124 | shop-api:123 |")
                .contains("| detect (at most) | 5.0 s |", "| apply | 2.0 s |", "| total | 63.0 s |")
                .contains("### ContainerCrashed: api\n\n- **Cause**: The container app exits with code 1\n")
                .contains("- **What to do**: Read its log and roll back\n- **Evidence**: 3 tasks stopped")
                .contains("### Not looked at\n\n- CloudWatch Logs: denied\n")
                .contains("| health | failed | 3 | answered 200 |")
                .contains("| 2026-11-20T14:52:10Z | api | updated \\| done |")
                .contains("| api.deployment | ecs-svc/1 |")
                .contains("| 2026-11-20T14:52:10Z | slack | started | yes | ok |");
    }

    @Test
    void lines_of_logs_are_in_it_only_when_they_are_asked_for() {
        assertThat(RolloutMarkdown.of(FAILED, false)).doesNotContain("hunter2");
        assertThat(RolloutMarkdown.of(FAILED, true)).contains("````\n" + LOG_LINE + "\n``` quoted\n````\n");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '"', textBlock = """
            a|b => a\\|b
            <img> => \\<img\\>
            `x` => \\`x\\`
            @shop/oncall => @<!-- -->shop/oncall
            api@sha256:12 => api@sha256:12
            "#12" => \\#<!-- -->12
            shop/shop#12 => shop/shop\\#<!-- -->12
            GH-12 => GH-<!-- -->12
            "two
            lines" => "two lines"
            **b**[x](y) => \\*\\*b\\*\\*\\[x\\](y)
            a&lt;b => a\\&lt;b
            """)
    void words_from_outside_neither_format_nor_call_anybody(String words, String escaped) {
        assertThat(Markdown.escaped(words)).isEqualTo(escaped);
    }
}
