package dev.belay.site;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An inventory as text. Objects are arrays, {@code [key, etag, size, headers?]}, and equal headers are written once: builds
 * have thousands of objects and a handful of headers.
 */
final class InventoryJson {
    private static final JsonFactory JSON = new JsonFactory();

    private InventoryJson() {}

    static String write(Inventory inventory) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            var headers = new LinkedHashMap<Headers, Integer>();
            for (var item : inventory.objects().values()) {
                if (item.headers() != null) {
                    headers.putIfAbsent(item.headers(), headers.size());
                }
            }
            json.writeStartObject();
            json.writeStringField("version", inventory.version());
            json.writeStringField("source", inventory.source());
            json.writeBooleanField("settled", inventory.settled());
            json.writeArrayFieldStart("headers");
            for (var one : headers.sequencedKeySet()) {
                write(json, one);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("objects");
            for (var item : inventory.objects().values()) {
                write(json, item, item.headers() == null ? null : headers.get(item.headers()));
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Headers headers) throws IOException {
        json.writeStartObject();
        for (var header : headers.values().entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Inventory.Item item, @Nullable Integer headers) throws IOException {
        json.writeStartArray();
        json.writeString(item.key());
        json.writeString(item.etag());
        json.writeNumber(item.size());
        if (headers != null) {
            json.writeNumber(headers);
        }
        json.writeEndArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws UncheckedIOException if it is something else
     */
    static Inventory read(String text) {
        String version = "";
        String source = "";
        boolean settled = false;
        var headers = new ArrayList<Headers>();
        var objects = new LinkedHashMap<String, Inventory.Item>();
        try (var json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "version" -> version = json.getText();
                    case "source" -> source = json.getText();
                    case "settled" -> settled = json.getBooleanValue();
                    case "headers" -> readHeaders(json, headers);
                    case "objects" -> readObjects(json, headers, objects);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("not an inventory", e);
        }
        return new Inventory(version, source, settled, objects);
    }

    private static void readHeaders(JsonParser json, List<Headers> into) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            var values = new TreeMap<String, String>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                values.put(json.currentName(), json.nextTextValue());
            }
            into.add(new Headers(values));
        }
    }

    private static void readObjects(JsonParser json, List<Headers> headers, Map<String, Inventory.Item> into)
            throws IOException {
        while (json.nextToken() == JsonToken.START_ARRAY) {
            String key = json.nextTextValue();
            String etag = json.nextTextValue();
            long size = json.nextLongValue(-1);
            boolean known = json.nextToken() == JsonToken.VALUE_NUMBER_INT;
            into.put(key, new Inventory.Item(key, etag, size, known ? headers.get(json.getIntValue()) : null));
            if (known) {
                json.nextToken();
            }
        }
    }
}
