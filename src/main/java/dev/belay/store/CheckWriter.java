package dev.belay.store;

import dev.belay.model.Check;
import java.util.Locale;

/** Checks as trees. */
final class CheckWriter {
    private CheckWriter() {}

    static Node check(Check check) {
        var fill = new Fill().text("name", check.name());
        switch (check.probe()) {
            case Check.Http http -> fill.node("http", http(http));
            case Check.Served served -> fill.text("served", served.component()).text("url", served.url());
            case Check.Flow flow ->
                fill.nodes("flow", flow.steps().stream().map(CheckWriter::step).toList())
                        .text("timeout", flow.timeout());
            case Check.TargetHealth health -> fill.text("targetHealth", health.component());
            case Check.Alarm alarm -> fill.text("alarm", alarm.alarm());
        }
        if (check.optional()) {
            fill.plain("optional", true);
        }
        return fill.text("within", check.within())
                .text("every", check.every())
                .plain("failures", check.failures())
                .done();
    }

    private static Node http(Check.Http http) {
        return new Fill()
                .text("url", http.url())
                .plain("status", http.status())
                .text("contains", http.contains())
                .mapping("json", http.json(), Fill::scalar)
                .mapping("headers", http.headers(), Fill::scalar)
                .text("timeout", http.timeout())
                .plain("followRedirects", http.followRedirects())
                .done();
    }

    private static Node step(Check.Flow.Step step) {
        var fill = new Fill()
                .text(step.method().toLowerCase(Locale.ROOT), step.url())
                .mapping("headers", step.headers(), Fill::scalar);
        if (step.json() != null) {
            fill.node("json", json(step.json()));
        }
        if (step.status() != null) {
            fill.plain("status", step.status());
        }
        return fill.text("contains", step.contains())
                .mapping("expect", step.expect(), Fill::scalar)
                .mapping("capture", step.capture(), Fill::scalar)
                .done();
    }

    private static Node json(String text) {
        try {
            return JsonText.read(text);
        } catch (RecordText.Refused e) {
            throw new IllegalArgumentException("a step's body is no JSON", e);
        }
    }
}
