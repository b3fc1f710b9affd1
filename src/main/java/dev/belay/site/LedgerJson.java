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

/**
 * A ledger as text. Entries are arrays, {@code [key, etag, modified, source, held]}: {@code source} is empty where it is
 * {@code etag}, {@code held} is 0 for unread, a positive number counts digests and a negative one inventories.
 */
final class LedgerJson {
    private static final JsonFactory JSON = new JsonFactory();

    private LedgerJson() {}

    static String write(Ledger ledger) {
        var digests = new LinkedHashMap<String, Integer>();
        var inventories = new LinkedHashMap<String, Integer>();
        for (var entry : ledger.entries().values()) {
            switch (entry.held()) {
                case Ledger.Read read -> digests.putIfAbsent(read.digest(), digests.size() + 1);
                case Ledger.AsIn as -> inventories.putIfAbsent(as.inventory(), -inventories.size() - 1);
                case Ledger.Unread unread -> {}
            }
        }
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            write(json, "digests", digests.sequencedKeySet());
            write(json, "inventories", inventories.sequencedKeySet());
            json.writeArrayFieldStart("objects");
            for (var entry : ledger.entries().entrySet()) {
                int held = switch (entry.getValue().held()) {
                    case Ledger.Read read -> digests.getOrDefault(read.digest(), 0);
                    case Ledger.AsIn as -> inventories.getOrDefault(as.inventory(), 0);
                    case Ledger.Unread unread -> 0;
                };
                write(json, entry.getKey(), entry.getValue(), held);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String field, Iterable<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String key, Ledger.Entry entry, int held) throws IOException {
        json.writeStartArray();
        json.writeString(key);
        json.writeString(entry.etag());
        json.writeNumber(entry.modified());
        json.writeString(entry.source().equals(entry.etag()) ? "" : entry.source());
        json.writeNumber(held);
        json.writeEndArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws UncheckedIOException if it is something else
     */
    static Ledger read(String text) {
        var digests = new ArrayList<String>();
        var inventories = new ArrayList<String>();
        var entries = new LinkedHashMap<String, Ledger.Entry>();
        try (var json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "digests" -> readTexts(json, digests);
                    case "inventories" -> readTexts(json, inventories);
                    case "objects" -> readEntries(json, digests, inventories, entries);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("not a ledger", e);
        }
        return new Ledger(entries);
    }

    private static void readTexts(JsonParser json, List<String> into) throws IOException {
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            into.add(json.getText());
        }
    }

    private static void readEntries(
            JsonParser json, List<String> digests, List<String> inventories, Map<String, Ledger.Entry> into)
            throws IOException {
        while (json.nextToken() == JsonToken.START_ARRAY) {
            String key = json.nextTextValue();
            String etag = json.nextTextValue();
            long modified = json.nextLongValue(0);
            String source = json.nextTextValue();
            int held = json.nextIntValue(0);
            into.put(
                    key,
                    new Ledger.Entry(
                            etag, modified, source.isEmpty() ? etag : source, held(held, digests, inventories)));
            json.nextToken();
        }
    }

    private static Ledger.Held held(int number, List<String> digests, List<String> inventories) {
        if (number == 0) {
            return new Ledger.Unread();
        }
        return number > 0 ? new Ledger.Read(digests.get(number - 1)) : new Ledger.AsIn(inventories.get(-number - 1));
    }
}
