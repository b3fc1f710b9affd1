package dev.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code belay policy}, as people use it. */
class PolicyTest {
    private static final String ROLE = "arn:aws:iam::210987654321:role/belay";
    private static final String DAEMON = "arn:aws:iam::123456789012:role/belayd";

    @TempDir
    Path folder;

    private final Typed typed = Typed.nowhere().with("AWS_REGION", "eu-north-1");

    @BeforeEach
    void records() throws IOException {
        Files.createDirectories(folder.resolve("targets"));
        Files.writeString(folder.resolve("targets/shop.yaml"), """
                apiVersion: belay.dev/v1
                kind: Target
                metadata: {name: shop}
                spec:
                  aws: {region: eu-west-1, assumeRole: "%s", externalId: shop}
                  components:
                    api: {ecs: {cluster: shop-prod, service: shop-api, family: shop-api}}
                """.formatted(ROLE));
    }

    @Test
    void the_daemon_gets_its_store_and_the_roles_and_is_told_of_them() {
        assertThat(belay("policy", folder.toString(), "--store", "s3://shop-belay/production"))
                .isZero();
        assertThat(typed.out())
                .contains("arn:aws:s3:::shop-belay/production/state/*")
                .contains("\"Action\": \"sts:AssumeRole\",\n     \"Resource\": \"" + ROLE + "\"")
                .doesNotContain("ecs:");
        assertThat(typed.err()).contains("--role " + ROLE);
    }

    @Test
    void a_role_gets_what_its_targets_need_in_its_own_account_and_their_region() {
        assertThat(belay("policy", folder.toString(), "--role", ROLE)).isZero();
        assertThat(typed.out())
                .contains("arn:aws:ecs:eu-west-1:210987654321:service/shop-prod/shop-api")
                .contains("arn:aws:iam::210987654321:role/*")
                .doesNotContain("123456789012");
        assertThat(typed.err()).contains("--task-definition");
    }

    @Test
    void a_task_definition_says_what_no_record_does() throws IOException {
        Path runs = folder.resolve("runs.json");
        Files.writeString(runs, """
                {"taskDefinition": {"taskRoleArn": "arn:aws:iam::210987654321:role/shop-api", "executionRoleArn": "ecsTaskExecutionRole",
                 "containerDefinitions": [{"image": "210987654321.dkr.ecr.eu-west-1.amazonaws.com/shop/api:1",
                  "secrets": [{"name": "A", "valueFrom": "arn:aws:secretsmanager:eu-west-1:210987654321:secret:shop/db-AbCdEf:password::"}],
                  "logConfiguration": {"options": {"awslogs-group": "/shop/api", "awslogs-region": "eu-west-1"}}}]}}
                """);
        assertThat(belay("policy", folder.toString(), "--role", ROLE, "--task-definition", runs.toString()))
                .isZero();
        assertThat(typed.out())
                .contains(
                        "[\"arn:aws:iam::210987654321:role/ecsTaskExecutionRole\", \"arn:aws:iam::210987654321:role/shop-api\"]")
                .contains("arn:aws:ecr:eu-west-1:210987654321:repository/shop/api\"")
                .contains("secret:shop/db-AbCdEf\"")
                .contains("arn:aws:logs:eu-west-1:210987654321:log-group:/shop/api:log-stream:*")
                .doesNotContain("role/*", "repository/*", "secret:*", "log-group:*");
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void a_role_trusts_the_daemon_with_the_external_id_that_the_targets_give() {
        assertThat(belay("policy", folder.toString(), "--role", ROLE, "--trust", DAEMON))
                .isZero();
        assertThat(typed.out()).isEqualTo("""
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {"Sid": "Belay", "Effect": "Allow",
                     "Principal": {"AWS": "arn:aws:iam::123456789012:role/belayd"},
                     "Action": "sts:AssumeRole",
                     "Condition": {"StringEquals": {"sts:ExternalId": "shop"}}}
                  ]
                }
                """);
    }

    @Test
    void whoever_asks_for_what_is_not_there_is_told_what_is() {
        assertThat(belay("policy", folder.toString(), "--role", DAEMON)).isEqualTo(2);
        assertThat(typed.err()).contains("No target names the role " + DAEMON).contains(ROLE);
        assertThat(belay("policy", folder.toString(), "--trust", DAEMON)).isEqualTo(2);
        assertThat(belay("policy", folder.toString(), "--store", "shop-belay")).isEqualTo(2);
        assertThat(typed.err()).contains("expected s3://BUCKET/PREFIX or dynamodb:TABLE, found shop-belay");
    }

    @Test
    void of_records_that_are_invalid_nothing_is_printed() throws IOException {
        Files.writeString(folder.resolve("targets/shop.yaml"), "kind: Target\n");
        assertThat(belay("policy", folder.toString())).isEqualTo(1);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("is invalid; nothing is printed");
    }

    private int belay(String... args) {
        return typed.belay(args);
    }
}
