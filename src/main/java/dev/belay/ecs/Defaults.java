package dev.belay.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * What ECS fills in where a task definition says nothing, and what it writes in another way than it was sent
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html).
 */
final class Defaults {
    private static final BigDecimal UNITS = BigDecimal.valueOf(1024);

    private Defaults() {}

    /** Takes away in place what is as ECS would have it anyway. */
    static void drop(ObjectNode content) {
        amount(content, "cpu", "vcpu");
        amount(content, "memory", "gb");
        role(content, "taskRoleArn");
        role(content, "executionRoleArn");
        boolean portsAreTheHosts = portsAreTheHosts(content.path("networkMode").asText());
        for (JsonNode container : content.path("containerDefinitions")) {
            if (container instanceof ObjectNode object) {
                container(object, portsAreTheHosts);
            }
        }
        content.path("volumes").forEach(Defaults::volume);
        if (onFargate(content)) {
            text(content.path("runtimePlatform"), "cpuArchitecture", "X86_64");
            text(content.path("runtimePlatform"), "operatingSystemFamily", "LINUX");
        }
        text(content.path("proxyConfiguration"), "type", "APPMESH");
        text(content, "networkMode", "bridge");
        no(content, "enableFaultInjection");
    }

    private static void container(ObjectNode container, boolean portsAreTheHosts) {
        number(container, "cpu", 0);
        yes(container, "essential");
        text(container, "versionConsistency", "enabled");
        no(container, "privileged");
        no(container, "readonlyRootFilesystem");
        no(container, "disableNetworking");
        no(container, "interactive");
        no(container, "pseudoTerminal");
        no(container.path("linuxParameters"), "initProcessEnabled");
        container.path("mountPoints").forEach(mount -> no(mount, "readOnly"));
        container.path("volumesFrom").forEach(volume -> no(volume, "readOnly"));
        container.path("portMappings").forEach(port -> port(port, portsAreTheHosts));
        JsonNode health = container.path("healthCheck");
        number(health, "interval", 30);
        number(health, "timeout", 5);
        number(health, "retries", 3);
        number(health, "startPeriod", 0);
    }

    /** With {@code awsvpc} and {@code host} the host's port is the container's; with {@code bridge} 0 means any. */
    private static void port(JsonNode port, boolean portsAreTheHosts) {
        text(port, "protocol", "tcp");
        number(port, "hostPort", 0);
        if (portsAreTheHosts) {
            number(port, "hostPort", port.path("containerPort").asInt(-1));
        }
    }

    private static void volume(JsonNode volume) {
        JsonNode efs = volume.path("efsVolumeConfiguration");
        text(efs, "rootDirectory", "/");
        text(efs, "transitEncryption", "DISABLED");
        text(efs.path("authorizationConfig"), "iam", "DISABLED");
        JsonNode docker = volume.path("dockerVolumeConfiguration");
        text(docker, "scope", "task");
        text(docker, "driver", "local");
        no(docker, "autoprovision");
        no(volume, "configuredAtLaunch");
    }

    private static boolean portsAreTheHosts(String networkMode) {
        return networkMode.equals("awsvpc") || networkMode.equals("host");
    }

    private static boolean onFargate(ObjectNode content) {
        for (JsonNode kind : content.path("requiresCompatibilities")) {
            if (kind.asText().equals("FARGATE")) {
                return true;
            }
        }
        return false;
    }

    /** {@code 1 vCPU} is stored as 1024, {@code 2 GB} as 2048. */
    private static void amount(ObjectNode content, String field, String unit) {
        JsonNode value = content.path(field);
        if (!value.isValueNode() || value.isNull()) {
            return;
        }
        String text = value.asText().toLowerCase(Locale.ROOT).replace(" ", "");
        if (!text.endsWith(unit)) {
            content.put(field, text);
            return;
        }
        try {
            BigDecimal amount = new BigDecimal(text.substring(0, text.length() - unit.length()));
            content.put(field, amount.multiply(UNITS).stripTrailingZeros().toPlainString());
        } catch (NumberFormatException e) {
            content.put(field, text);
        }
    }

    /** A role may be sent by its short name. */
    private static void role(ObjectNode content, String field) {
        String role = content.path(field).asText();
        int name = role.indexOf(":role/");
        if (name >= 0) {
            content.put(field, role.substring(name + ":role/".length()));
        }
    }

    private static void text(JsonNode node, String field, String usual) {
        if (node instanceof ObjectNode object && object.path(field).asText().equals(usual)) {
            object.remove(field);
        }
    }

    private static void number(JsonNode node, String field, int usual) {
        if (node instanceof ObjectNode object
                && object.path(field).isIntegralNumber()
                && object.path(field).asInt() == usual) {
            object.remove(field);
        }
    }

    private static void yes(JsonNode node, String field) {
        flag(node, field, true);
    }

    private static void no(JsonNode node, String field) {
        flag(node, field, false);
    }

    private static void flag(JsonNode node, String field, boolean usual) {
        if (node instanceof ObjectNode object
                && object.path(field).isBoolean()
                && object.path(field).asBoolean() == usual) {
            object.remove(field);
        }
    }
}
