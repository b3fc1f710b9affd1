package dev.belay.diagnose;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ECS's words on a task that did not start mean. They are meant for people, so each is looked for by the part
 * that has stayed the same. The list: <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html">stopped tasks</a>.
 */
final class AwsWords {
    /** Names hold any word: what is in an event's parentheses, and whatever has a slash or is an ARN. */
    private static final Pattern NAMES = Pattern.compile(
            "\\((?:service|deployment|task|instance|target-group|taskSet) [^)]*\\)|\\barn:aws\\S*|[^\\s'\"]*/[^\\s'\"]*");

    private static final List<String> PULL =
            List.of("cannotpull", "failed to pull", "pull image", "registry auth from", "auth from ecr", "ecr:get");
    private static final List<String> REFUSED = List.of(
            "denied",
            "unauthorized",
            "forbidden",
            "no basic auth",
            "not authorized",
            "not allowed",
            "toomanyrequests",
            "rate limit");
    private static final List<String> NOT_REACHED = List.of(
            "connection issue",
            "connection refused",
            "connection reset",
            "timeout",
            "timed out",
            "deadline exceeded",
            "no such host",
            "dial tcp",
            "request canceled",
            "x509",
            "tls handshake",
            "server error",
            "bad gateway",
            "service unavailable",
            ": eof");
    private static final List<String> ABSENT = List.of(
            "not found",
            "notfound",
            "does not exist",
            "manifest unknown",
            "name unknown",
            "can't find",
            "cannot find",
            "invalid parameters",
            "invalid ssm parameters",
            "did not contain json key",
            "marked for deletion",
            "marked deleted");
    private static final List<String> ARCHITECTURE =
            List.of("matching platform", "no match for platform", "exec format error", "image architecture");
    private static final List<String> ROLE = List.of("unable to assume", "role is not valid", "invalid role");
    private static final List<String> CAPACITY = List.of(
            "unable to place a task",
            "capacity is unavailable",
            "capacity unavailable",
            "insufficient",
            "resource:",
            "no container instance",
            "limit on the number of",
            "vcpu limit",
            "network interface provisioning",
            "free addresses",
            "spot capacity");
    private static final List<String> THROTTLED = List.of("throttl", "rate exceeded");

    private AwsWords() {}

    /** What a task's reason or an event tells of; null: none that is known. */
    static @Nullable Trouble trouble(String told) {
        String text = NAMES.matcher(told).replaceAll("·").toLowerCase(Locale.ROOT);
        if (any(text, ARCHITECTURE)) {
            return Trouble.WRONG_ARCHITECTURE;
        }
        if (any(text, ROLE)) {
            return Trouble.ROLE_MISSING;
        }
        // Its own words name secrets and registry at once, and then say which it was.
        String said = text.replace("unable to pull secrets or registry auth", "");
        if (any(said, PULL)) {
            return pull(said);
        }
        if (said.contains("secret") || said.contains("from ssm") || said.contains("parameters:")) {
            return secret(said);
        }
        if (said.contains("log group") || said.contains("log stream") || said.contains("logger")) {
            return any(said, ABSENT) ? Trouble.LOG_GROUP_MISSING : Trouble.CANNOT_START;
        }
        if (any(said, CAPACITY)) {
            return Trouble.NO_CAPACITY;
        }
        if (any(said, THROTTLED)) {
            return Trouble.THROTTLED;
        }
        if (said.contains("failed container health checks")) {
            return Trouble.UNHEALTHY;
        }
        boolean started = !said.contains("cannotstart")
                && !said.contains("cannotcreate")
                && !said.contains("resourceinitialization")
                && !said.contains("failed to launch a task");
        return started ? null : Trouble.CANNOT_START;
    }

    private static Trouble pull(String text) {
        if (any(text, REFUSED)) {
            return Trouble.PULL_REFUSED;
        }
        if (any(text, NOT_REACHED)) {
            return Trouble.REGISTRY_UNREACHABLE;
        }
        return any(text, ABSENT) ? Trouble.IMAGE_MISSING : Trouble.CANNOT_START;
    }

    private static Trouble secret(String text) {
        if (any(text, REFUSED)) {
            return Trouble.SECRET_REFUSED;
        }
        if (any(text, ABSENT)) {
            return Trouble.SECRET_MISSING;
        }
        return any(text, NOT_REACHED) ? Trouble.SECRETS_UNREACHABLE : Trouble.CANNOT_START;
    }

    static boolean any(String text, List<String> parts) {
        return parts.stream().anyMatch(text::contains);
    }
}
