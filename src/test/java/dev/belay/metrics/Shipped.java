package dev.belay.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/** What those who watch Belay are given: alerts and a dashboard. */
public final class Shipped {
    static final Path ALERTS = Path.of("helm/belay/files/alerts.yaml");
    static final Path ALERT_TESTS = Path.of("src/test/resources/dev/belay/metrics/alerts_test.yaml");
    static final Path DASHBOARD = Path.of("helm/belay/files/dashboard.json");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Shipped() {}

    static List<JsonNode> alerts() throws IOException {
        var alerts = new ArrayList<JsonNode>();
        yaml(ALERTS).at("/groups").forEach(group -> group.at("/rules").forEach(alerts::add));
        return alerts;
    }

    static JsonNode yaml(Path path) throws IOException {
        try (Reader text = Files.newBufferedReader(path)) {
            return JSON.valueToTree(new Yaml().<Object>load(text));
        }
    }

    static JsonNode dashboard() throws IOException {
        return JSON.readTree(DASHBOARD.toFile());
    }

    /** Every query of the alerts and of the dashboard, its variables included. */
    public static List<PromQl> queries() throws IOException {
        var queries = new ArrayList<PromQl>();
        alerts().forEach(alert -> queries.add(new PromQl(alert.at("/expr").asText())));
        dashboard()
                .findValues("targets")
                .forEach(targets -> targets.forEach(
                        target -> queries.add(new PromQl(target.at("/expr").asText()))));
        dashboard().at("/templating/list").forEach(variable -> {
            if (variable.at("/type").asText().equals("query")) {
                queries.add(PromQl.ofVariable(variable.at("/query/query").asText()));
            }
        });
        return queries;
    }
}
