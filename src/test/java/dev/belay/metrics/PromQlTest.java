package dev.belay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.metrics.PromQl.Selector;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A name that is overlooked is not checked. */
class PromQlTest {
    @Test
    void metrics_and_their_labels_are_found_and_functions_and_words_are_not() {
        var query = new PromQl("""
                histogram_quantile(0.9, sum by (le, phase) (rate(a_bucket{job=~"$job",phase!="total"}[$__range])))
                  / on (job) group_left (pod) max_over_time(b:c{x="1"}[5m] offset 2h) > bool 3
                  or absent(d) unless e""");
        assertThat(query.selectors())
                .containsExactly(
                        new Selector("a_bucket", Set.of("job", "phase"), Map.of()),
                        new Selector("b:c", Set.of("x"), Map.of("x", "1")),
                        new Selector("d", Set.of(), Map.of()),
                        new Selector("e", Set.of(), Map.of()));
        assertThat(query.grouping()).containsExactly("job", "le", "phase", "pod");
    }

    @Test
    void the_values_of_a_variable_are_a_query_too() {
        var query = PromQl.ofVariable("label_values(belay_target_info{job=~\"$job\"}, target)");
        assertThat(query.selectors()).containsExactly(new Selector("belay_target_info", Set.of("job"), Map.of()));
        assertThat(query.grouping()).containsExactly("target");
    }
}
