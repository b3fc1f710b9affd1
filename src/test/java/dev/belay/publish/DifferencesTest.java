package dev.belay.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.store.Decoded;
import dev.belay.store.Node;
import dev.belay.store.RecordCodec;
import org.junit.jupiter.api.Test;

/** What people are told of two records that differ: in a terminal, and in a comment that everybody reads. */
class DifferencesTest {
    @Test
    void each_field_is_named_with_what_was_and_what_is() {
        assertThat(Differences.between(
                        record("{version: v1, reason: x}"), record("{version: v2, components: {api: {leave: true}}}")))
                .containsExactly(
                        "spec.version: v1 → v2", "spec.components.api.leave: new, true", "spec.reason: gone, was x");
    }

    @Test
    void what_lets_one_in_is_not_repeated_and_what_only_names_it_is() {
        assertThat(Differences.between(
                        record("{announce: [{slack: \"https://hooks.slack.example/T0/secret\"}]}"),
                        record("{announce: [{slack: \"${secret:shop/slack}\"}]}")))
                .containsExactly("spec.announce[0].slack: (not shown) → ${secret:shop/slack}");
        assertThat(Differences.between(
                        record("{verify: []}"),
                        record("{verify: [{flow: [{post: \"https://x.example/\", json: {password: hunter2}}]}]}")))
                .containsExactly(
                        "spec.verify[0].flow[0].post: new, https://x.example/",
                        "spec.verify[0].flow[0].json.password: new, (not shown)");
    }

    private static Node.Mapping record(String spec) {
        return switch (RecordCodec.parse("r.yaml", "spec: " + spec)) {
            case Decoded.Valid<Node>(Node.Mapping record) -> record;
            case Decoded<Node> other -> throw new AssertionError(other);
        };
    }
}
