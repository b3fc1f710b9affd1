package dev.belay.store;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import dev.belay.model.Check;
import dev.belay.model.Check.Probe;
import dev.belay.model.Ordered;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

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

    private static final Text<String> JSON_PATH =
            new Text<>("a JSON path such as $.status", scalar -> isJsonPath(scalar.text()) ? scalar.text() : null);

    private CheckReader() {}

    /** @param site reads the name of a site of the same target */
    static Read<Check> read(Part part, Text<String> site) {
        return part.object(fields -> {
            var name = fields.required("name", NAME);
            var optional = fields.optional("optional", Text.FLAG, false);
            var within = fields.optional("within", Text.DURATION, Check.WITHIN);
            var every = fields.optional("every", Text.POSITIVE_DURATION, Check.EVERY);
            var failures = fields.optional("failures", Text.number(1, 1000), Check.FAILURES);
            fields.later("flow", "targetHealth", "alarm");
            var probe = probe(fields, site);
            return fields.done(() ->
                    new Check(name.get(), optional.get(), within.get(), every.get(), failures.get(), probe.get()));
        });
    }

    private static Read<Probe> probe(Fields fields, Text<String> site) {
        boolean later = fields.has("flow") || fields.has("targetHealth") || fields.has("alarm");
        if (!later || fields.has("http") || fields.has("served")) {
            fields.exactlyOneOf("http", "served");
        }
        var http = fields.optional("http", CheckReader::http);
        var served = fields.optional("served", site);
        if (!fields.has("served")) {
            return http;
        }
        var url = fields.required("url", Urls.URL);
        return served.isPresent() && url.isPresent()
                ? Read.of(new Check.Served(served.get(), url.get()))
                : Read.nothing();
    }

    private static Read<Probe> http(Part part) {
        return part.object(fields -> {
            var url = fields.required("url", Urls.URL);
            var status = fields.optional("status", Text.number(100, 599), 200);
            var contains = fields.optional("contains", Text.ANY);
            var json = fields.optional("json", given -> given.entries(JSON_PATH, Text.MAYBE_EMPTY));
            var headers = fields.optional("headers", CheckReader::headers);
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

    private static Read<SequencedMap<String, String>> headers(Part part) {
        var headers = part.entries(HEADER, HEADER_VALUE);
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
