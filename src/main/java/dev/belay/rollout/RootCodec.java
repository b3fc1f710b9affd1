package dev.belay.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Pin;
import dev.belay.model.Rollout;
import dev.belay.model.Target;
import dev.belay.store.Decoded;
import dev.belay.store.Node;
import dev.belay.store.RecordCodec;
import java.io.IOException;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Roots and rollouts as JSON. The admitted records stand in it as records, in YAML, so that they are read by the same rules as those
 * that people write.
 */
final class RootCodec {
    /** One for all: it keeps what it learnt of the classes. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Target.class, writer(RecordCodec::encode))
                    .addSerializer(Pin.class, writer(RecordCodec::encode))
                    .addDeserializer(Target.class, reader(node -> RecordCodec.target("the admitted target", node)))
                    .addDeserializer(Pin.class, reader(node -> RecordCodec.pin("the admitted pin", node))))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    static {
        // What an earlier Belay did not write yet is empty, and no reason to lose a root.
        for (Class<?> many : List.of(List.class, SortedMap.class, SequencedMap.class)) {
            JSON.configOverride(many).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        }
    }

    /** A root, or a rollout, as text. */
    String encode(Record document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we write of ourselves can always be written", e);
        }
    }

    /**
     * Reads a root.
     *
     * @throws FailureException with {@link Failure.Invalid} when it is not one
     */
    Root decode(String path, String text) {
        return decode(path, text, Root.class);
    }

    /**
     * Reads a finished rollout.
     *
     * @throws FailureException with {@link Failure.Invalid} when it is not one
     */
    Rollout decodeRollout(String path, String text) {
        return decode(path, text, Rollout.class);
    }

    private <T> T decode(String path, String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            String what = path + ": can't be read as a " + type.getSimpleName() + ": " + e.getOriginalMessage();
            throw new FailureException(new Failure.Invalid(what), e);
        }
    }

    private static <T> JsonSerializer<T> writer(Function<T, Node.Mapping> encode) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider serializers) throws IOException {
                out.writeString(RecordCodec.toYaml(encode.apply(value)));
            }
        };
    }

    private static <T> JsonDeserializer<T> reader(Function<Node, Decoded<T>> decode) {
        return new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                Decoded<T> decoded =
                        RecordCodec.parse("state", in.getValueAsString()).then(decode);
                return switch (decoded) {
                    case Decoded.Valid<T>(T value) -> value;
                    case Decoded.Invalid<T> invalid ->
                        throw JsonMappingException.from(in, invalid.problems().toString());
                };
            }
        };
    }
}
