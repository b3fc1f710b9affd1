package dev.belay.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.access.Problem;
import dev.belay.publish.PublishRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is sent to publish a directory. */
record PublishBody(
        @Nullable List<@Nullable Entry> records,
        @Nullable List<@Nullable String> take,
        boolean prune,
        boolean dryRun,
        @Nullable String by,
        @Nullable String reason) {
    /** Several thousand records. */
    static final int LIMIT = 8 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /** One file. */
    record Entry(@Nullable String place, @Nullable String text) {}

    /** Reads the body: 413 beyond the limit, 400 for what is none. */
    static PublishBody read(InputStream in) throws IOException {
        String text = Body.textOrNull(in, LIMIT, "a directory of records");
        if (text == null) {
            throw bad("found an empty body");
        }
        try {
            PublishBody body = JSON.readValue(text, PublishBody.class);
            if (body == null) {
                throw bad("found null");
            }
            return body;
        } catch (UnrecognizedPropertyException e) {
            throw bad("found a field " + e.getPropertyName());
        } catch (JsonMappingException e) {
            String path = e.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            throw bad("found something else" + (path.isEmpty() ? "" : " in " + path));
        } catch (JsonProcessingException e) {
            throw bad("found what is not JSON");
        }
    }

    PublishRequest request() {
        if (records == null) {
            throw bad("found no records");
        }
        var files = records.stream().map(PublishBody::file).toList();
        var taken = (take == null ? List.<@Nullable String>of() : take)
                .stream().map(name -> required(name, "take")).toList();
        return new PublishRequest(files, taken, prune, by, reason);
    }

    private static PublishRequest.SubmittedRecord file(@Nullable Entry entry) {
        return entry == null
                ? new PublishRequest.SubmittedRecord(required(null, "records"), "")
                : new PublishRequest.SubmittedRecord(
                        required(entry.place(), "records.place"), required(entry.text(), "records.text"));
    }

    private static String required(@Nullable String value, String field) {
        if (value == null) {
            throw bad("a text is missing in " + field);
        }
        return value;
    }

    private static RuntimeException bad(String found) {
        return Problem.of(
                        400,
                        "expected {\"records\": [{\"place\": \"pins/NAME.yaml\", \"text\": \"...\"}], \"take\": [...],"
                                + " \"prune\": false, \"dryRun\": false, \"by\": \"...\", \"reason\": \"...\"}; "
                                + found)
                .asException();
    }
}
