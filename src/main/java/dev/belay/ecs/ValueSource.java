package dev.belay.ecs;

import dev.belay.model.Ordered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a container gets a value from, as {@code valueFrom} names it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html">Secrets
 *     Manager</a>
 */
sealed interface ValueSource {
    /** As people call it. */
    String name();

    /**
     * A secret of Secrets Manager.
     *
     * @param id ARN or name
     * @param stage {@code AWSCURRENT} where none is named; null: a version is
     */
    record Secret(
            String id, @Nullable String stage, @Nullable String version) implements ValueSource {
        @Override
        public String name() {
            return "secret " + id.substring(id.indexOf(":secret:") < 0 ? 0 : id.indexOf(":secret:") + 8);
        }
    }

    /**
     * A parameter of Systems Manager.
     *
     * @param region null: the service's
     * @param account null: the service's
     * @param names what it can be called: an ARN does not tell {@code a} from {@code /a}
     */
    record Parameter(@Nullable String region, @Nullable String account, SortedSet<String> names)
            implements ValueSource {
        @Override
        public String name() {
            return "parameter " + names.getLast();
        }
    }

    /** What {@code valueFrom} of a container's or log driver's secret means: without an ARN, a parameter. */
    static ValueSource of(String text) {
        if (text.matches("arn:[^:]*:secretsmanager:.*")) {
            return secret(text);
        }
        return text.startsWith("arn:")
                ? parameter(text)
                : new Parameter(null, null, Ordered.sorted(List.of(bare(text))));
    }

    /** Credentials of a private registry: an ARN or a name of a secret. */
    static ValueSource credentials(String text) {
        return text.startsWith("arn:") ? of(text) : new Secret(text, "AWSCURRENT", null);
    }

    /** {@code arn:…:secret:NAME:json-key:version-stage:version-id}, each of the last three possibly empty or left away. */
    private static Secret secret(String arn) {
        List<String> parts = new ArrayList<>(Arrays.asList(arn.split(":", -1)));
        while (parts.size() < 10) {
            parts.add("");
        }
        String version = parts.get(9);
        String stage = parts.get(8).isEmpty() && version.isEmpty() ? "AWSCURRENT" : parts.get(8);
        return new Secret(
                String.join(":", parts.subList(0, 7)).replaceAll(":+$", ""),
                stage.isEmpty() ? null : stage,
                version.isEmpty() ? null : version);
    }

    private static Parameter parameter(String arn) {
        String[] parts = arn.split(":", 6);
        String resource = parts.length < 6 ? "" : bare(parts[5]);
        String path = resource.substring(resource.indexOf('/') + 1);
        return new Parameter(
                parts.length < 6 ? null : parts[3],
                parts.length < 6 ? null : parts[4],
                Ordered.sorted(path.contains("/") ? List.of("/" + path) : List.of(path, "/" + path)));
    }

    /** Without the version or label that may follow it. */
    private static String bare(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
