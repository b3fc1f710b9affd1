package dev.belay.store;

import dev.belay.store.RecordText.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML into a tree, from the parser's events: scalars as written, duplicate keys kept, no tags. Anchors may be used, as long
 * as the tree that they stand for stays small: an alias shares its anchor's node but counts in full.
 */
final class YamlText {
    private final ParserImpl parser;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private int nodes;

    /** A node that aliases may name, how many nodes it is, and how many levels. */
    private record Anchored(Node node, int size, int height) {}

    private YamlText(ParserImpl parser) {
        this.parser = parser;
    }

    static Node read(String text) throws Refused {
        var options = new LoaderOptions();
        options.setCodePointLimit(2 * RecordFile.LARGEST);
        try {
            return new YamlText(new ParserImpl(new StreamReader(text), options)).document();
        } catch (MarkedYAMLException e) {
            throw new Refused(position(e.getProblemMark()), syntax(e), "");
        } catch (YAMLException e) {
            throw new Refused(null, "not YAML: " + e.getMessage(), "");
        }
    }

    private Node document() throws Refused {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            throw new Refused(null, "empty", "a record");
        }
        parser.getEvent();
        Node node = node(0);
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            throw new Refused(position(parser.peekEvent().getStartMark()), "a second document", "one record in a file");
        }
        return node;
    }

    private Node node(int depth) throws Refused {
        var event = parser.getEvent();
        var at = position(event.getStartMark());
        shallow(depth, at);
        count(1, at);
        if (event instanceof AliasEvent alias) {
            return aliased(alias.getAnchor(), depth, at);
        }
        String anchor = ((NodeEvent) event).getAnchor();
        int before = nodes;
        if (anchor != null) {
            open.add(anchor);
        }
        Node node = switch (event) {
            case ScalarEvent scalar -> scalar(scalar, at);
            case MappingStartEvent start -> mapping(untagged(start.getTag(), at), depth);
            case SequenceStartEvent start -> sequence(untagged(start.getTag(), at), depth);
            default -> throw new Refused(at, "not YAML: " + event, "");
        };
        if (anchor != null) {
            open.remove(anchor);
            anchors.put(anchor, new Anchored(node, nodes - before, height(node)));
        }
        return node;
    }

    private Node mapping(Node.@Nullable Position at, int depth) throws Refused {
        var entries = new ArrayList<Node.Entry>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Node name = node(depth + 1);
            if (!(name instanceof Node.Scalar key)) {
                throw new Refused(name.at(), "a field without a name", "a name before the colon");
            }
            if (key.text().equals("<<") && !key.quoted()) {
                throw new Refused(key.at(), "a merge (<<)", "the fields themselves");
            }
            entries.add(new Node.Entry(key.at(), key.text(), node(depth + 1)));
        }
        parser.getEvent();
        return new Node.Mapping(at, entries);
    }

    private Node sequence(Node.@Nullable Position at, int depth) throws Refused {
        var items = new ArrayList<Node>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(depth + 1));
        }
        parser.getEvent();
        return new Node.Sequence(at, items);
    }

    private static Node scalar(ScalarEvent scalar, Node.@Nullable Position at) throws Refused {
        untagged(scalar.getTag(), at);
        String text = scalar.getValue();
        if (scalar.isPlain() && (text.isEmpty() || text.equals("~") || text.matches("null|Null|NULL"))) {
            return new Node.Null(at);
        }
        return new Node.Scalar(at, text, !scalar.isPlain());
    }

    private Node aliased(String name, int depth, Node.@Nullable Position at) throws Refused {
        if (open.contains(name)) {
            throw new Refused(at, "anchor &" + name + " holds itself", "a tree");
        }
        var anchored = anchors.get(name);
        if (anchored == null) {
            throw new Refused(at, "*" + name + " names no anchor", "an anchor that stands before it");
        }
        count(anchored.size(), at);
        shallow(depth + anchored.height(), at);
        return anchored.node();
    }

    private static void shallow(int depth, Node.@Nullable Position at) throws Refused {
        if (depth > RecordText.DEEPEST) {
            throw new Refused(at, "nested deeper than " + RecordText.DEEPEST + " levels", "a record");
        }
    }

    private static int height(Node node) {
        return switch (node) {
            case Node.Mapping mapping ->
                1
                        + mapping.entries().stream()
                                .mapToInt(entry -> height(entry.value()))
                                .max()
                                .orElse(0);
            case Node.Sequence sequence ->
                1 + sequence.items().stream().mapToInt(YamlText::height).max().orElse(0);
            case Node.Scalar scalar -> 0;
            case Node.Null nothing -> 0;
        };
    }

    private void count(int more, Node.@Nullable Position at) throws Refused {
        nodes += more;
        if (nodes > RecordText.MOST_NODES) {
            throw new Refused(
                    at,
                    "more than " + RecordText.MOST_NODES + " values once anchors are filled in",
                    "a record of a page or two");
        }
    }

    private static Node.@Nullable Position untagged(@Nullable String tag, Node.@Nullable Position at) throws Refused {
        if (tag != null) {
            throw new Refused(at, "tag " + tag, "a plain value, without a tag");
        }
        return at;
    }

    private static String syntax(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("\\t(TAB)")) {
            return "a tab; YAML is indented with spaces";
        }
        return "not YAML: " + (e.getContext() == null ? "" : e.getContext() + ": ") + problem;
    }

    private static Node.@Nullable Position position(@Nullable Mark mark) {
        return mark == null ? null : new Node.Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
