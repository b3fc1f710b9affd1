package dev.belay.access;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * In short what a request's body asks for, for the audit log. Only what pins, holds and rollbacks are made of is looked at; what else
 * stands there is not repeated.
 *
 * @param reason people's own words
 * @param content fields and values, {@code version: 20261119-0900; freeze: false}
 */
record Asked(@Nullable String reason, @Nullable String content) {
    static final Asked NOTHING = new Asked(null, null);

    private static final int LONGEST_BODY = 256 * 1024;
    private static final List<String> TOLD = List.of(
            "version",
            "components",
            "barrier",
            "force",
            "to",
            "freeze",
            "targets",
            "labels",
            "mode",
            "until",
            "prune",
            "take");

    static Asked of(String body) {
        if (body.length() > LONGEST_BODY) {
            return NOTHING;
        }
        try {
            var options = new LoaderOptions();
            options.setMaxAliasesForCollections(10);
            options.setNestingDepthLimit(20);
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(body));
            return root instanceof MappingNode mapping ? of(mapping) : NOTHING;
        } catch (YAMLException e) {
            return NOTHING; // the desk says what is wrong with it
        }
    }

    private static Asked of(MappingNode root) {
        MappingNode spec = value(root, "spec") instanceof MappingNode mapping ? mapping : root;
        var told = new ArrayList<String>();
        for (String field : TOLD) {
            Node value = value(spec, field);
            if (value != null) {
                told.add(field + ": " + text(value, 4));
            }
        }
        return new Asked(
                value(spec, "reason") instanceof ScalarNode reason ? reason.getValue() : null,
                told.isEmpty() ? null : String.join("; ", told));
    }

    private static @Nullable Node value(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(entry -> entry.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst()
                .orElse(null);
    }

    private static String text(Node node, int depth) {
        if (depth == 0) {
            return "...";
        }
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode list ->
                String.join(
                        ", ",
                        list.getValue().stream()
                                .limit(20)
                                .map(each -> text(each, depth - 1))
                                .toList());
            case MappingNode map ->
                String.join(
                        ", ",
                        map.getValue().stream()
                                .limit(20)
                                .map(entry -> text(entry.getKeyNode(), 1) + " " + text(entry.getValueNode(), depth - 1))
                                .toList());
            default -> "?";
        };
    }
}
