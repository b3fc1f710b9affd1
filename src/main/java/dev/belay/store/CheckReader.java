package dev.belay.store;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.model.Check.Probe;
import dev.belay.model.Ordered;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the checks of a target. */
final class CheckReader {
    private static final Text<String> NAME =
            Text.matching("a name of up to 100 characters", "\\S([^\\n\\t]{0,98}\\S)?");
    private static final Text<String> HEADER_VALUE = Text.matching("a header's value, on one line", "[^\\n]{0,4000}");

    /** The HTTP client sets these itself and refuses them from others. */
    private static final Set<String> SET_BY_THE_CLIENT =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    private static final Text<String> HEADER = new Text<>(
            "a header's name, other than Host and those of the connection",
            scalar -> scalar.text().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
                            && !SET_BY_THE_CLIENT.contains(scalar.text().toLowerCase(Locale.ROOT))
                    ? scalar.text()
                    : null);

    static final Text<String> JSON_PATH =
            new Text<>("a JSON path such as $.status", scalar -> isJsonPath(scalar.text()) ? scalar.text() : null);

    private static final Text<String> ALARM = Text.matching("an alarm's name", "\\S([^\\n\\t]{0,253}\\S)?");

    private CheckReader() {}

    /**
     * What a check may speak of.
     *
     * @param site reads the name of a site of the same target
     * @param service reads the name of a service of the same target
     * @param aws the target's own
     */
    record Surroundings(Text<String> site, Text<String> service, AwsScope aws) {}

    static Read<Check> read(Part part, Surroundings target) {
        return part.object(fields -> {
            var name = fields.required("name", NAME);
            var optional = fields.optional("optional", Text.FLAG, false);
            var within = fields.optional("within", Text.DURATION, Check.WITHIN);
            var every = fields.optional("every", Text.POSITIVE_DURATION, Check.EVERY);
            var failures = fields.optional("failures", Text.number(1, 1000), Check.FAILURES);
            var probe = probe(fields, target);
            return fields.done(() ->
                    new Check(name.get(), optional.get(), within.get(), every.get(), failures.get(), probe.get()));
        });
    }

    private static Read<? extends Probe> probe(Fields fields, Surroundings target) {
        fields.exactlyOneOf("http", "flow", "served", "targetHealth", "alarm");
        var http = fields.optional("http", CheckReader::http);
        var flow = fields.optional("flow", FlowReader::read);
        var served = fields.optional("served", target.site());
        var health = fields.optional("targetHealth", target.service());
        var alarm = fields.optional("alarm", ALARM);
        if (fields.has("flow")) {
            var timeout = fields.optional("timeout", Text.POSITIVE_DURATION, Check.Http.TIMEOUT);
            return flow.isPresent() && timeout.isPresent()
                    ? Read.of(new Check.Flow(flow.get(), timeout.get()))
                    : Read.nothing();
        }
        if (fields.has("served")) {
            var url = fields.required("url", Urls.URL);
            return served.isPresent() && url.isPresent()
                    ? Read.of(new Check.Served(served.get(), url.get()))
                    : Read.nothing();
        }
        if (health.isPresent()) {
            return Read.of(new Check.TargetHealth(health.get()));
        }
        return alarm.isPresent() ? Read.of(new Check.Alarm(alarm.get(), target.aws())) : http;
    }

    private static Read<Probe> http(Part part) {
        return part.object(fields -> {
            var url = fields.required("url", Urls.URL);
            var status = fields.optional("status", Text.number(100, 599), 200);
            var contains = fields.optional("contains", Text.ANY);
            var json = fields.optional("json", given -> given.entries(JSON_PATH, Text.MAYBE_EMPTY));
            var headers = fields.optional("headers", given -> headers(given, Placeholders::references));
            var timeout = fields.optional("timeout", Text.POSITIVE_DURATION, Check.Http.TIMEOUT);
            var followRedirects = fields.optional("followRedirects", Text.FLAG, false);
            return fields.done(() -> new Check.Http(
                    url.get(),
                    status.get(),
                    contains.orNull(),
                    Ordered.sorted(json.isPresent() ? json.get() : new TreeMap<String, String>()),
                    Ordered.sorted(headers.isPresent() ? headers.get() : new TreeMap<String, String>()),
                    timeout.get(),
                    followRedirects.get()));
        });
    }

    /**
     * Reads headers.
     *
     * @param placeholders what may stand in their values
     */
    static Read<SequencedMap<String, String>> headers(
            Part part, Function<Text<String>, ? extends Reader<String>> placeholders) {
        var headers = part.entries(HEADER, placeholders.apply(HEADER_VALUE));
        if (!headers.isPresent()) {
            return headers;
        }
        var lower = headers.get().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        return Names.unique(part, lower) ? headers : Read.nothing();
    }

    private static boolean isJsonPath(String text) {
        try {
            return text.startsWith("$")
                    && text.length() <= 500
                    && JsonPath.compile(text).isDefinite();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
