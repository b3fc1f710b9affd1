package dev.belay.store;

import static java.util.stream.Collectors.joining;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.model.Check.Probe;
import dev.belay.model.Ordered;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the checks of a target. */
final class CheckReader {
    private static final Text<String> NAME =
            Text.matching("a name of up to 100 characters", "\\S([^\\n\\t]{0,98}\\S)?");
    private static final Text<String> HEADER_VALUE = Text.matching("a header's value, on one line", "[^\\n]{0,4000}");

    /** The HTTP client sets these itself and refuses them from others. */
    private static final List<String> SET_BY_THE_CLIENT =
            List.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}";

    private static final Text<String> HEADER = Text.matching(
            "a header's name, other than Host and those of the connection",
            "(?!(" + SET_BY_THE_CLIENT.stream().map(CheckReader::anyCase).collect(joining("|")) + ")$)" + TOKEN);

    static final String PATH = "\\$[^\\u0000]{0,499}";

    static final Text<String> JSON_PATH = new Text<>(
                    "a JSON path such as $.status",
                    Form.like(PATH),
                    scalar -> isJsonPath(scalar.text()) ? scalar.text() : null)
            .such("$.status");

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
            var name = fields.required("name", "What the check is called; each has a name of its own.", NAME);
            var optional =
                    fields.optional("optional", "true: its answer is reported and decides nothing.", Text.FLAG, false);
            var within = fields.optional(
                    "within", "How long it may take to pass for the first time.", Text.DURATION, Check.WITHIN);
            var every = fields.optional("every", "How often it is tried.", Text.POSITIVE_DURATION, Check.EVERY);
            var failures = fields.optional(
                    "failures", "So many failed tries in a row are a failure.", Text.number(1, 1000), Check.FAILURES);
            var probe = probe(fields, target);
            return fields.done(() ->
                    new Check(name.get(), optional.get(), within.get(), every.get(), failures.get(), probe.get()));
        });
    }

    private static Read<? extends Probe> probe(Fields fields, Surroundings target) {
        fields.exactlyOneOf("http", "flow", "served", "targetHealth", "alarm");
        var http = fields.optional("http", "An address, and what it answers.", CheckReader::http);
        var flow = fields.optional(
                "flow", "Steps in order, with one cookie jar; captures feed later steps.", FlowReader::read);
        var served = fields.optional(
                "served",
                "A site of this target: the entry, and the scripts and styles that it names, are served as built.",
                target.site());
        var health = fields.optional(
                "targetHealth",
                "An ECS service of this target: its new tasks are healthy in its target groups.",
                target.service());
        var alarm = fields.optional("alarm", "A CloudWatch alarm that does not go, or stay, in ALARM.", ALARM);
        var timeout = fields.optionalWith(
                "flow", "timeout", "Of each exchange of the flow.", Text.POSITIVE_DURATION, Check.Http.TIMEOUT);
        var url = fields.requiredWith("served", "url", "The site's public address.", Urls.URL);
        if (fields.has("flow")) {
            return flow.isPresent() && timeout.isPresent()
                    ? Read.of(new Check.Flow(flow.get(), timeout.get()))
                    : Read.nothing();
        }
        if (fields.has("served")) {
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
            var url = fields.required("url", "The address that is asked.", Urls.URL);
            var status = fields.optional("status", "The answer's status.", Text.number(100, 599), 200);
            var contains = fields.optional("contains", "Text of the answer's body.", Text.ANY);
            var json = fields.optional(
                    "json",
                    "JSON path to the text that stands there in the answer's body.",
                    given -> given.entries(JSON_PATH, Text.MAYBE_EMPTY));
            var headers =
                    fields.optional("headers", "What is sent.", given -> headers(given, Placeholders::references));
            var timeout = fields.optional("timeout", "Of each try.", Text.POSITIVE_DURATION, Check.Http.TIMEOUT);
            var followRedirects =
                    fields.optional("followRedirects", "Whether redirects are followed.", Text.FLAG, false);
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

    /** A regular expression for a word in lower case and upper case, that ECMAScript knows too. */
    private static String anyCase(String word) {
        return word.chars()
                .mapToObj(c ->
                        Character.isLetter(c) ? "[" + (char) c + (char) Character.toUpperCase(c) + "]" : "" + (char) c)
                .collect(joining());
    }

    private static boolean isJsonPath(String text) {
        try {
            return JsonPath.compile(text).isDefinite();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
