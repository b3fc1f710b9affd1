package dev.belay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The dashboard is whole: what Grafana would stumble over, it does not have. */
class DashboardTest {
    private static List<JsonNode> panels() throws IOException {
        var panels = new ArrayList<JsonNode>();
        Shipped.dashboard().at("/panels").forEach(panels::add);
        return panels;
    }

    private static boolean isRow(JsonNode panel) {
        return panel.at("/type").asText().equals("row");
    }

    private static List<JsonNode> charts() throws IOException {
        return panels().stream().filter(panel -> !isRow(panel)).toList();
    }

    @Test
    void it_answers_the_questions_in_their_order() throws Exception {
        assertThat(panels().stream()
                        .filter(DashboardTest::isRow)
                        .map(row -> row.at("/title").asText()))
                .containsExactly(
                        "Is everything what it should be?",
                        "How long do rollouts and rollbacks take, by phase?",
                        "What does AWS cost us in calls?",
                        "Is Belay itself well?");
    }

    @Test
    void panels_have_ids_of_their_own_and_titles() throws Exception {
        assertThat(panels())
                .extracting(panel -> panel.at("/id").asInt())
                .doesNotHaveDuplicates()
                .doesNotContain(0);
        assertThat(panels())
                .allSatisfy(panel -> assertThat(panel.at("/title").asText()).isNotBlank());
    }

    @Test
    void panels_do_not_lie_over_each_other() throws Exception {
        var taken = new TreeSet<String>();
        for (JsonNode panel : panels()) {
            JsonNode at = panel.at("/gridPos");
            int right = at.at("/x").asInt() + at.at("/w").asInt();
            assertThat(right).as(panel.at("/title").asText()).isLessThanOrEqualTo(24);
            for (int x = at.at("/x").asInt(); x < right; x++) {
                for (int y = at.at("/y").asInt();
                        y < at.at("/y").asInt() + at.at("/h").asInt();
                        y++) {
                    assertThat(taken.add(x + ":" + y))
                            .as(panel.at("/title").asText())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void the_data_source_is_chosen_by_who_looks() throws Exception {
        assertThat(charts()).allSatisfy(panel -> {
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.at("/targets"))
                    .isNotEmpty()
                    .allSatisfy(target ->
                            assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}"));
        });
        assertThat(Shipped.dashboard().at("/templating/list"))
                .extracting(one -> one.at("/name").asText())
                .containsExactly("datasource", "job", "target");
    }

    @Test
    void every_query_is_of_the_chosen_job_and_of_the_chosen_target_where_there_is_one() throws Exception {
        for (JsonNode panel : charts()) {
            for (JsonNode target : panel.at("/targets")) {
                String query = target.at("/expr").asText();
                assertThat(new PromQl(query).selectors())
                        .as(query)
                        .isNotEmpty()
                        .allSatisfy(selector -> assertThat(selector.labels()).contains("job"));
            }
        }
    }

    @Test
    void numbers_have_a_unit() throws Exception {
        assertThat(charts().stream()
                        .filter(panel -> List.of("timeseries", "stat", "bargauge")
                                .contains(panel.at("/type").asText())))
                .allSatisfy(panel -> assertThat(
                                panel.at("/fieldConfig/defaults/unit").asText())
                        .as(panel.at("/title").asText())
                        .isNotBlank());
    }
}
