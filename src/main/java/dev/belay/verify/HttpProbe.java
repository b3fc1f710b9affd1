package dev.belay.verify;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.ReadContext;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.belay.model.Check;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One GET, and whether its answer is the expected one. */
final class HttpProbe {
    static final long BODY_LIMIT = 1 << 20;

    private static final Pattern CHARSET = Pattern.compile("charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // 1.10 stays 1.10
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Configuration JSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(MAPPER))
            .mappingProvider(new JacksonMappingProvider(MAPPER))
            .build();

    private final Web.Names names;

    HttpProbe(Web.Names names) {
        this.names = names;
    }

    Answer probe(Check.Http ask) {
        var request = new Web.Request(ask.url(), ask.headers(), ask.timeout(), ask.followRedirects(), BODY_LIMIT);
        try (var web = new Web(names)) {
            return switch (web.get(request)) {
                case Web.NoReply none -> Answer.failed(none.why());
                case Web.Reply reply -> judge(ask, reply);
            };
        }
    }

    private static Answer judge(Check.Http ask, Web.Reply reply) {
        if (reply.status() != ask.status()) {
            return Answer.failed(wrongStatus(reply, ask.status()));
        }
        String problem = text(ask, reply);
        return problem == null ? Answer.passed("answered " + reply.status()) : Answer.failed(problem);
    }

    /** What to say of a status that was not expected. */
    static String wrongStatus(Web.Reply reply, int expected) {
        String location = reply.header("Location");
        String where = "";
        if (reply.status() / 100 == 3 && !location.isEmpty()) {
            // Queries of redirects carry tokens.
            where = " and a redirect to " + Answer.cut(location.replaceFirst("[?#].*", ""), 100);
        }
        return "answered " + reply.status() + where + ", expected " + expected;
    }

    private static @Nullable String text(Check.Http ask, Web.Reply reply) {
        String contains = ask.contains();
        if (contains == null && ask.json().isEmpty()) {
            return null;
        }
        String body = new String(reply.body(), charset(reply));
        if (contains != null && !body.contains(contains)) {
            return "answered " + reply.status() + ", but the body (" + reply.body().length
                    + " bytes) does not contain \"" + contains + "\"";
        }
        return ask.json().isEmpty() ? null : json(ask.json(), body);
    }

    private static Charset charset(Web.Reply reply) {
        Matcher named = CHARSET.matcher(reply.header("Content-Type"));
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static @Nullable String json(Map<String, String> expected, String body) {
        ReadContext document;
        try {
            document = JsonPath.using(JSON).parse(body);
        } catch (InvalidJsonException | IllegalArgumentException e) {
            return "the body is not JSON";
        }
        for (var entry : expected.entrySet()) {
            String problem = differs(document, entry.getKey(), entry.getValue());
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String differs(ReadContext document, String path, String expected) {
        try {
            JsonNode found = document.read(path);
            String text = found.isValueNode() ? found.asText() : found.toString();
            return text.equals(expected)
                    ? null
                    : path + " is \"" + Answer.cut(text, 80) + "\", expected \"" + expected + "\"";
        } catch (PathNotFoundException e) {
            return path + " is not in the body, expected \"" + expected + "\"";
        } catch (JsonPathException | IllegalArgumentException e) {
            return path + " is not a JSON path that can be read: " + e.getMessage();
        }
    }
}
