package dev.belay.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.RecordKind;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The examples hang together: what they refer to is there, and they ask for what the reader knows. */
class NotificationExamplesTest {
    private static final Path EXAMPLES = Path.of("docs/examples/notifications");
    private static final Set<String> FOLDERS = Arrays.stream(RecordKind.values())
            .map(kind -> kind.folder() + "/")
            .collect(Collectors.toCollection(TreeSet::new));

    private final String template = Files.readString(EXAMPLES.resolve("cloudformation/template.yaml"));
    private final String terraform;

    NotificationExamplesTest() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES.resolve("terraform"))) {
            var text = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                text.append(Files.readString(file)).append('\n');
            }
            terraform = text.toString();
        }
    }

    private static Set<String> found(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Node at(Node node, String... path) {
        Node at = node;
        for (String step : path) {
            at = ((MappingNode) at)
                    .getValue().stream()
                            .filter(one ->
                                    ((ScalarNode) one.getKeyNode()).getValue().equals(step))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no " + step))
                            .getValueNode();
        }
        return at;
    }

    private static Set<String> keys(Node mapping) {
        return ((MappingNode) mapping)
                .getValue().stream()
                        .map(one -> ((ScalarNode) one.getKeyNode()).getValue())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void each(Node node, Consumer<Node> visit) {
        visit.accept(node);
        switch (node) {
            case MappingNode mapping -> mapping.getValue().forEach(one -> each(one.getValueNode(), visit));
            case SequenceNode sequence -> sequence.getValue().forEach(one -> each(one, visit));
            default -> {}
        }
    }

    @Test
    void all_that_the_template_refers_to_is_in_it() {
        Node root = new Yaml().compose(new StringReader(template));
        var known = new TreeSet<>(keys(at(root, "Parameters")));
        known.addAll(keys(at(root, "Resources")));
        var named = new TreeSet<String>();
        each(root, node -> {
            if (node instanceof ScalarNode scalar) {
                switch (scalar.getTag().getValue()) {
                    case "!Ref" -> named.add(scalar.getValue());
                    case "!GetAtt" -> named.add(scalar.getValue().replaceFirst("\\..*", ""));
                    case "!Sub" -> named.addAll(found("\\$\\{([^}]+)}", scalar.getValue()));
                    default -> {}
                }
            }
        });
        named.removeIf(name -> name.startsWith("AWS::"));
        assertThat(known).containsAll(named);
        assertThat(named).as("used").containsAll(keys(at(root, "Parameters")));
        assertThat(keys(at(root, "Conditions"))).containsAll(found("(?m)^    Condition: (\\w+)$", template));
        assertThat(known).containsAll(found("DependsOn: (\\w+)", template));
    }

    @Test
    void all_that_the_terraform_refers_to_is_declared_and_all_that_is_declared_is_used() {
        assertThat(found("\\bvar\\.(\\w+)", terraform)).isEqualTo(found("(?m)^variable \"(\\w+)\"", terraform));
        Set<String> declared = Pattern.compile("(?m)^(data|resource) \"(\\w+)\" \"(\\w+)\"")
                .matcher(terraform)
                .results()
                .map(match -> (match.group(1).equals("data") ? "data." : "") + match.group(2) + "." + match.group(3))
                .collect(Collectors.toSet());
        assertThat(declared).containsAll(found("((?:data\\.)?\\baws_\\w+\\.\\w+)", terraform));
    }

    @Test
    void the_bucket_tells_of_records_and_of_nothing_that_belay_writes() {
        assertThat(found("\\$\\{RecordPrefix}(\\S+?)\"", template)).isEqualTo(FOLDERS);
        assertThat(found("record_folders = \\[(.*)]", terraform)).containsExactly("\"targets\", \"pins\", \"holds\"");
        assertThat(terraform).contains("filter_prefix = \"${var.record_prefix}${queue.value}/\"");
    }

    @Test
    void the_rules_pass_on_the_events_that_are_read_and_only_s3_and_they_may_send() {
        for (String example : Set.of(template, terraform)) {
            assertThat(example)
                    .contains("ECS Deployment State Change", "ECS Service Action", "ECS Task State Change")
                    .contains("aws:SourceArn", "aws:SourceAccount");
            assertThat(found("\"?(\\w+\\.amazonaws\\.com)", example))
                    .containsExactly("events.amazonaws.com", "s3.amazonaws.com");
            assertThat(found("\"?(sqs:\\w+)", example))
                    .containsExactly("sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage");
        }
    }
}
