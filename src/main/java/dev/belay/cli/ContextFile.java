package dev.belay.cli;

import dev.belay.cli.Context.Credential;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The file with the contexts:
 *
 * <pre>
 * current: production
 * contexts:
 *   production: {url: "https://belay.example", tokenFile: ~/.config/belay/production.token}
 * </pre>
 *
 * Whatever is wrong with it is said with file and line.
 *
 * @param current null: none is chosen
 */
record ContextFile(Path path, @Nullable String current, SequencedMap<String, Context> contexts) {
    private static final Set<String> FIELDS = Set.of("url", "token", "tokenFile", "tokenCommand", "insecure");

    /** Reads it; one that is not there is empty. */
    static ContextFile read(Path path) {
        String text;
        try {
            text = Files.readString(path);
        } catch (NoSuchFileException e) {
            return new ContextFile(path, null, new LinkedHashMap<>());
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, path + " can't be read: " + e.getMessage());
        }
        return new Reader(path).file(text);
    }

    /** Whether a token stands in it. */
    boolean holdsTokens() {
        return contexts.values().stream().anyMatch(context -> context.credential() instanceof Credential.Literal);
    }

    /** Reads the tree by hand, for the lines. */
    private record Reader(Path path) {
        ContextFile file(String text) {
            Node root;
            try {
                root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            } catch (MarkedYAMLException e) {
                var mark = e.getProblemMark();
                String at = mark == null ? "" : ":" + (mark.getLine() + 1);
                // The snippet that the parser would print may hold a token.
                throw new Trouble(Exit.USAGE, path + at + ": is not YAML: " + e.getProblem());
            }
            var contexts = new LinkedHashMap<String, Context>();
            if (root == null) {
                return new ContextFile(path, null, contexts);
            }
            var fields = map(root, "the file");
            only(fields, Set.of("current", "contexts"));
            Node all = fields.get(new Key("contexts", 0));
            if (all != null) {
                map(all, "contexts").forEach((key, node) -> contexts.put(key.name, context(key.name, node)));
            }
            Node chosen = fields.get(new Key("current", 0));
            String current = chosen == null ? null : scalar(chosen, "current");
            if (chosen != null && !contexts.containsKey(current)) {
                throw wrong(chosen, "current names no context; there are " + String.join(", ", contexts.keySet()));
            }
            return new ContextFile(path, current, contexts);
        }

        private Context context(String name, Node node) {
            var fields = map(node, name);
            only(fields, FIELDS);
            Node url = fields.get(new Key("url", 0));
            if (url == null) {
                throw wrong(node, name + " has no url");
            }
            Node insecure = fields.get(new Key("insecure", 0));
            return new Context(
                    name, url(url), credential(name, node, fields), insecure != null && bool(insecure, "insecure"));
        }

        private URI url(Node node) {
            try {
                return Contexts.url(scalar(node, "url"));
            } catch (URISyntaxException e) {
                throw wrong(node, "url " + e.getReason());
            }
        }

        private Credential credential(String name, Node node, SequencedMap<Key, Node> fields) {
            Node token = fields.get(new Key("token", 0));
            Node file = fields.get(new Key("tokenFile", 0));
            Node command = fields.get(new Key("tokenCommand", 0));
            long given = java.util.stream.Stream.of(token, file, command)
                    .filter(java.util.Objects::nonNull)
                    .count();
            if (given > 1) {
                throw wrong(node, name + " has more than one of token, tokenFile and tokenCommand");
            }
            if (token != null) {
                return new Credential.Literal(scalar(token, "token").strip());
            }
            if (file != null) {
                return new Credential.File(scalar(file, "tokenFile"));
            }
            return command == null ? new Credential.None() : new Credential.Command(words(command));
        }

        private List<String> words(Node node) {
            if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
                return list.getValue().stream()
                        .map(word -> scalar(word, "tokenCommand"))
                        .toList();
            }
            throw wrong(node, "tokenCommand is expected to be a list: the program and its arguments, without a shell");
        }

        private boolean bool(Node node, String what) {
            return switch (scalar(node, what).toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(node, what + " is expected to be true or false");
            };
        }

        private String scalar(Node node, String what) {
            if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                return scalar.getValue();
            }
            throw wrong(node, what + " is expected to be a text");
        }

        private SequencedMap<Key, Node> map(Node node, String what) {
            if (!(node instanceof MappingNode mapping)) {
                throw wrong(node, what + " is expected to be a mapping");
            }
            var fields = new LinkedHashMap<Key, Node>();
            mapping.getValue().forEach(pair -> {
                String name = scalar(pair.getKeyNode(), "a name");
                if (fields.put(new Key(name, line(pair.getKeyNode())), pair.getValueNode()) != null) {
                    throw wrong(pair.getKeyNode(), name + " is there twice");
                }
            });
            return fields;
        }

        private void only(SequencedMap<Key, Node> fields, Set<String> known) {
            fields.sequencedKeySet().stream()
                    .filter(key -> !known.contains(key.name))
                    .findFirst()
                    .ifPresent(key -> {
                        throw new Trouble(
                                Exit.USAGE,
                                path + ":" + key.line + ": " + key.name + ": unknown field; known are "
                                        + String.join(
                                                ", ", known.stream().sorted().toList()));
                    });
        }

        private Trouble wrong(Node node, String what) {
            return new Trouble(Exit.USAGE, path + ":" + line(node) + ": " + what);
        }

        private static int line(Node node) {
            return node.getStartMark().getLine() + 1;
        }
    }

    /** A name and where it stands; two of one name are equal. */
    private record Key(String name, int line) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
