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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer's body as text, and what stands in it. */
final class Body {
    /** Bytes of a body that are read at most. */
    static final long LIMIT = 1 << 20;

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // 1.10 stays 1.10
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Pattern CHARSET = Pattern.compile("charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Configuration JSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(MAPPER))
            .mappingProvider(new JacksonMappingProvider(MAPPER))
            .build();

    private final String text;
    private @Nullable ReadContext json;

    Body(Web.Reply reply) {
        text = new String(reply.body(), charset(reply));
    }

    String text() {
        return text;
    }

    private static Charset charset(Web.Reply reply) {
        Matcher named = CHARSET.matcher(reply.header("Content-Type"));
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** What stands at a JSON path. */
    sealed interface Value {}

    /** A value; what is no text is written as JSON. */
    record Found(String text) implements Value {}

    /** The path leads to nothing. */
    record Absent() implements Value {}

    /** It can't be told, and why. */
    record Unreadable(String why) implements Value {}

    Value at(String path) {
        if (text.isBlank()) {
            return new Unreadable("the body is not JSON");
        }
        try {
            ReadContext document = json == null ? JsonPath.using(JSON).parse(text) : json;
            json = document;
            JsonNode found = document.read(path);
            return new Found(found.isValueNode() ? found.asText() : found.toString());
        } catch (PathNotFoundException e) {
            return new Absent();
        } catch (InvalidJsonException e) {
            return new Unreadable("the body is not JSON");
        } catch (JsonPathException | IllegalArgumentException e) {
            return new Unreadable(path + " is not a JSON path that can be read: " + e.getMessage());
        }
    }
}
