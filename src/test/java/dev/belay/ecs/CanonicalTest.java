package dev.belay.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String hash(String json) {
        try {
            return Canonical.hash((ObjectNode) JSON.readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static String container(String inside) {
        return "{'containerDefinitions': [{'name': 'app'" + (inside.isEmpty() ? "" : ", " + inside) + "}]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'cpu': 0|",
                "'essential': true|",
                "'environment': [], 'mountPoints': [], 'volumesFrom': [], 'systemControls': []|",
                "'dockerLabels': {}, 'linuxParameters': {'initProcessEnabled': false}|",
                "'memory': null|",
                "'versionConsistency': 'enabled'|",
                "'privileged': false, 'readonlyRootFilesystem': false|",
                "'portMappings': [{'containerPort': 80, 'protocol': 'tcp', 'hostPort': 0}]|'portMappings': [{'containerPort': 80}]",
                "'healthCheck': {'command': ['x'], 'interval': 30, 'timeout': 5, 'retries': 3}|'healthCheck': {'command': ['x']}",
                "'environment': [{'name': 'A', 'value': '1'}, {'name': 'B', 'value': '2'}]|'environment': [{'value': '2', 'name': 'B'}, {'name': 'A', 'value': '1'}]",
                "'secrets': [{'name': 'A', 'valueFrom': '1'}, {'name': 'B', 'valueFrom': '2'}]|'secrets': [{'name': 'B', 'valueFrom': '2'}, {'name': 'A', 'valueFrom': '1'}]",
                "'mountPoints': [{'sourceVolume': 'v', 'containerPath': '/v', 'readOnly': false}]|'mountPoints': [{'sourceVolume': 'v', 'containerPath': '/v'}]"
            })
    void containers_that_run_the_same_are_equal(String one, String other) {
        assertThat(hash(container(one))).isEqualTo(hash(container(other == null ? "" : other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'essential': false|",
                "'environment': [{'name': 'A', 'value': ''}]|",
                "'command': ['a', 'b']|'command': ['b', 'a']",
                "'image': 'x:1'|'image': 'x:2'",
                "'portMappings': [{'containerPort': 80, 'protocol': 'udp'}]|'portMappings': [{'containerPort': 80}]",
                "'environment': [{'name': 'A', 'value': '1'}, {'name': 'A', 'value': '2'}]|'environment': [{'name': 'A', 'value': '2'}, {'name': 'A', 'value': '1'}]"
            })
    void containers_that_run_something_else_are_not(String one, String other) {
        assertThat(hash(container(one))).isNotEqualTo(hash(container(other == null ? "" : other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'cpu': '1 vCPU', 'memory': '2 GB'|'cpu': '1024', 'memory': '2048'",
                "'cpu': '.5 vCPU'|'cpu': '512'",
                "'cpu': 256|'cpu': '256'",
                "'networkMode': 'bridge'|'ipcMode': null",
                "'taskRoleArn': 'arn:aws:iam::123456789012:role/api'|'taskRoleArn': 'api'",
                "'requiresCompatibilities': ['EC2', 'FARGATE']|'requiresCompatibilities': ['FARGATE', 'EC2']",
                "'requiresCompatibilities': ['FARGATE'], 'runtimePlatform': {'cpuArchitecture': 'X86_64', 'operatingSystemFamily': 'LINUX'}|'requiresCompatibilities': ['FARGATE']",
                "'tags': [{'key': 'a', 'value': '1'}, {'key': 'b', 'value': '2'}]|'tags': [{'key': 'b', 'value': '2'}, {'key': 'a', 'value': '1'}]",
                "'volumes': [{'name': 'v', 'host': {}}]|'volumes': [{'name': 'v'}]"
            })
    void task_definitions_that_run_the_same_are_equal(String one, String other) {
        assertThat(hash("{" + one + "}")).isEqualTo(hash("{" + other + "}"));
    }

    @Test
    void under_awsvpc_the_hosts_port_is_the_containers() {
        String mapped =
                "{'networkMode': 'awsvpc', 'containerDefinitions': [{'name': 'app', 'portMappings': [{'containerPort':"
                        + " 80, 'hostPort': 80}]}]}";
        assertThat(hash(mapped)).isEqualTo(hash(mapped.replace(", 'hostPort': 80", "")));
        String bridged = mapped.replace("awsvpc", "bridge");
        assertThat(hash(bridged)).isNotEqualTo(hash(bridged.replace(", 'hostPort': 80", "")));
    }

    @Test
    void where_the_platform_is_not_fargate_its_architecture_is_a_demand() {
        assertThat(hash("{'runtimePlatform': {'cpuArchitecture': 'X86_64'}}")).isNotEqualTo(hash("{}"));
    }
}
