package dev.belay.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.belay.store.RecordText.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** JSON into a tree: numbers as written, duplicate keys kept. */
final class JsonText {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2 * RecordText.DEEPEST)
                    .build())
            .build();

    private final JsonParser parser;
    private int nodes;

    private JsonText(JsonParser parser) {
        this.parser = parser;
    }

    static Node read(String text) throws Refused {
        try (var parser = JSON.createParser(text)) {
            var reader = new JsonText(parser);
            var first = parser.nextToken();
            if (first == null) {
                throw new Refused(null, "empty", "a record");
            }
            Node node = reader.node(first, 0);
            if (parser.nextToken() != null) {
                throw new Refused(reader.at(), "something after the record's end", "one record");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new Refused(position(e.getLocation()), "not JSON: " + plain(e.getOriginalMessage()), "");
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can't fail", e);
        }
    }

    private Node node(JsonToken token, int depth) throws IOException, Refused {
        if (depth > RecordText.DEEPEST) {
            throw new Refused(at(), "nested deeper than " + RecordText.DEEPEST + " levels", "a record");
        }
        if (++nodes > RecordText.MOST_NODES) {
            throw new Refused(at(), "more than " + RecordText.MOST_NODES + " values", "a record of a page or two");
        }
        var at = at();
        return switch (token) {
            case START_OBJECT -> mapping(at, depth);
            case START_ARRAY -> sequence(at, depth);
            case VALUE_NULL -> new Node.Null(at);
            case VALUE_STRING -> new Node.Scalar(at, parser.getText(), true);
            default -> new Node.Scalar(at, parser.getText(), false);
        };
    }

    private Node mapping(Node.@Nullable Position at, int depth) throws IOException, Refused {
        var entries = new ArrayList<Node.Entry>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var keyAt = at();
            String key = parser.currentName();
            entries.add(new Node.Entry(keyAt, key, node(parser.nextToken(), depth + 1)));
        }
        return new Node.Mapping(at, entries);
    }

    private Node sequence(Node.@Nullable Position at, int depth) throws IOException, Refused {
        var items = new ArrayList<Node>();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token, depth + 1));
        }
        return new Node.Sequence(at, items);
    }

    private Node.@Nullable Position at() {
        return position(parser.currentTokenLocation());
    }

    private static Node.@Nullable Position position(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? null
                : new Node.Position(location.getLineNr(), location.getColumnNr());
    }

    /** The parser's message without its hints to programmers. */
    private static String plain(@Nullable String message) {
        String text = message == null ? "unreadable" : message;
        int hint = text.indexOf("\n");
        return hint < 0 ? text : text.substring(0, hint);
    }
}
