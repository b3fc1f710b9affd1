package dev.belay.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.access.Problem;
import java.util.stream.Collectors;

/** Bodies that are no records: what is unknown or of another type is refused, in words that tell nothing of our insides. */
final class StrictJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private StrictJson() {}

    /**
     * Reads a body; 400 for what is none.
     *
     * @param expected what it should look like
     */
    static <T> T read(String text, Class<T> type, String expected) {
        try {
            T body = JSON.readValue(text, type);
            if (body == null) {
                throw bad(expected, "found null");
            }
            return body;
        } catch (UnrecognizedPropertyException e) {
            throw bad(expected, "found a field " + e.getPropertyName());
        } catch (JsonMappingException e) {
            String path = e.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            throw bad(expected, "found something else" + (path.isEmpty() ? "" : " in " + path));
        } catch (JsonProcessingException e) {
            throw bad(expected, "found what is not JSON");
        }
    }

    static RuntimeException bad(String expected, String found) {
        return Problem.of(400, "expected " + expected + "; " + found).asException();
    }
}
