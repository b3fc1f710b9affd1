package dev.belay.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The part of CBOR that Smithy's RPC v2 needs: what newer clients speak to CloudWatch. Times are tag 1
 * and a number of seconds.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8949">RFC 8949</a>
 */
public final class Cbor {
    private static final int BREAK = 0xff;
    private static final int INDEFINITE = 31;
    private final ByteBuffer in;

    private Cbor(ByteBuffer in) {
        this.in = in;
    }

    /**
     * The object that was sent; an empty body is an empty one.
     *
     * @throws IllegalArgumentException where it is not an object
     */
    public static ObjectNode read(byte[] body) {
        if (body.length == 0) {
            return Json.object();
        }
        try {
            if (new Cbor(ByteBuffer.wrap(body)).value() instanceof ObjectNode object) {
                return object;
            }
        } catch (java.nio.BufferUnderflowException e) {
            throw new IllegalArgumentException("CBOR that ends too early", e);
        }
        throw new IllegalArgumentException("a CBOR map is expected");
    }

    private JsonNode value() {
        int first = Byte.toUnsignedInt(in.get());
        int low = first & 0x1f;
        return switch (first >> 5) {
            case 0 -> Json.object().numberNode(length(low));
            case 1 -> Json.object().numberNode(-1 - length(low));
            case 2 -> Json.object().binaryNode(bytes(low));
            case 3 -> Json.object().textNode(new String(bytes(low), StandardCharsets.UTF_8));
            case 4 -> array(low);
            case 5 -> map(low);
            case 6 -> {
                length(low);
                yield value();
            }
            default -> simple(low);
        };
    }

    private JsonNode simple(int low) {
        return switch (low) {
            case 20 -> Json.object().booleanNode(false);
            case 21 -> Json.object().booleanNode(true);
            case 22, 23 -> Json.object().nullNode();
            case 25 -> Json.object().numberNode(Float.float16ToFloat(in.getShort()));
            case 26 -> Json.object().numberNode(in.getFloat());
            case 27 -> Json.object().numberNode(in.getDouble());
            default -> throw new IllegalArgumentException("CBOR's simple value " + low + " is not known");
        };
    }

    private long length(int low) {
        return switch (low) {
            case 24 -> Byte.toUnsignedLong(in.get());
            case 25 -> Short.toUnsignedLong(in.getShort());
            case 26 -> Integer.toUnsignedLong(in.getInt());
            case 27 -> in.getLong();
            default -> low;
        };
    }

    private byte[] bytes(int low) {
        if (low != INDEFINITE) {
            byte[] bytes = new byte[Math.toIntExact(length(low))];
            in.get(bytes);
            return bytes;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (more()) {
            all.writeBytes(bytes(Byte.toUnsignedInt(in.get()) & 0x1f));
        }
        return all.toByteArray();
    }

    private ArrayNode array(int low) {
        ArrayNode array = Json.array();
        if (low == INDEFINITE) {
            while (more()) {
                array.add(value());
            }
        } else {
            for (long left = length(low); left > 0; left--) {
                array.add(value());
            }
        }
        return array;
    }

    private ObjectNode map(int low) {
        ObjectNode map = Json.object();
        if (low == INDEFINITE) {
            while (more()) {
                map.set(value().asText(), value());
            }
        } else {
            for (long left = length(low); left > 0; left--) {
                map.set(value().asText(), value());
            }
        }
        return map;
    }

    private boolean more() {
        boolean ended = Byte.toUnsignedInt(in.get(in.position())) == BREAK;
        if (ended) {
            in.get();
        }
        return !ended;
    }

    public static byte[] write(JsonNode node) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(node, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonNode node, DataOutputStream out) throws IOException {
        switch (node) {
            case ObjectNode object -> {
                head(5, object.size(), out);
                for (var field : object.properties()) {
                    text(field.getKey(), out);
                    write(field.getValue(), out);
                }
            }
            case ArrayNode array -> {
                head(4, array.size(), out);
                for (JsonNode each : array) {
                    write(each, out);
                }
            }
            case POJONode pojo
            when pojo.getPojo() instanceof Instant time -> {
                out.write(0xc1);
                number(time.toEpochMilli() / 1000.0, out);
            }
            case JsonNode value
            when value.isIntegralNumber() ->
                head(value.asLong() < 0 ? 1 : 0, value.asLong() < 0 ? -1 - value.asLong() : value.asLong(), out);
            case JsonNode value when value.isNumber() -> number(value.asDouble(), out);
            case JsonNode value when value.isBoolean() -> out.write(value.asBoolean() ? 0xf5 : 0xf4);
            case JsonNode value when value.isNull() -> out.write(0xf6);
            case JsonNode value -> text(value.asText(), out);
        }
    }

    private static void number(double value, DataOutputStream out) throws IOException {
        out.write(0xfb);
        out.writeDouble(value);
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(3, bytes.length, out);
        out.write(bytes);
    }

    private static void head(int major, long length, DataOutputStream out) throws IOException {
        if (length < 24) {
            out.write(major << 5 | (int) length);
        } else {
            out.write(major << 5 | 27);
            out.writeLong(length);
        }
    }
}
