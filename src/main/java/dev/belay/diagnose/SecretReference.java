package dev.belay.diagnose;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a task definition takes a secret from, as {@code valueFrom} says it: <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html">Secret</a>.
 *
 * @param region null: the service's
 * @param names a secret's ARN; or what a parameter may be called, of which one is right
 */
record SecretReference(boolean parameter, @Nullable String region, List<String> names) {
    private static final int SECRET_PARTS = 7;

    static SecretReference of(String valueFrom) {
        String[] parts = valueFrom.split(":", -1);
        if (parts.length >= SECRET_PARTS && parts[2].equals("secretsmanager")) {
            // The JSON key, stage and version that may follow are none of the secret's name.
            return new SecretReference(
                    false,
                    parts[3],
                    List.of(Stream.of(parts).limit(SECRET_PARTS).collect(Collectors.joining(":"))));
        }
        if (parts.length >= 6 && parts[2].equals("ssm")) {
            String path = valueFrom.substring(valueFrom.indexOf(":parameter") + ":parameter".length());
            // An ARN looks the same for "name" and "/name"; with further slashes a name begins with one.
            boolean deep = path.indexOf('/', 1) > 0;
            return new SecretReference(true, parts[3], deep ? List.of(path) : List.of(path, path.substring(1)));
        }
        return new SecretReference(true, null, List.of(valueFrom));
    }
}
