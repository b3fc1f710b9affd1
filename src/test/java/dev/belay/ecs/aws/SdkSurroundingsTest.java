package dev.belay.ecs.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.aws.TinyAws;
import dev.belay.aws.TinyAws.Answer;
import dev.belay.ecs.Surroundings;
import dev.belay.ecs.Surroundings.Secret;
import dev.belay.ecs.Surroundings.TargetGroup;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers as AWS documents them, over HTTP. */
class SdkSurroundingsTest {
    private final TinyAws aws = new TinyAws();
    private final AwsClients clients = new AwsClients(
            AwsAccess.to(aws.address(), "eu-north-1", "id", "secret"),
            Clock.systemUTC(),
            (service, operation, result, took) -> {});
    private final Surroundings surroundings =
            new SdkSurroundings(clients::secretsManager, clients::ssm, clients::iam, clients::loadBalancing);

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    private static Answer refused(String code) {
        return Answer.json(400, "{\"__type\": \"" + code + "\", \"message\": \"no\"}");
    }

    private static Answer xmlRefused(int status, String code) {
        return Answer.xml(
                status,
                "<ErrorResponse><Error><Type>Sender</Type><Code>" + code
                        + "</Code><Message>no</Message></Error></ErrorResponse>");
    }

    @Test
    void a_secret_is_described_and_its_value_never_asked_for() {
        aws.answers(Answer.json(200, """
                {"Name": "shop/db", "VersionIdsToStages": {"v-1": ["AWSPREVIOUS"], "v-2": ["AWSCURRENT"]},
                 "DeletedDate": 1795000000}
                """));
        assertThat(surroundings.secret(AwsScope.DEFAULT, "shop/db"))
                .isEqualTo(new Secret(
                        Instant.ofEpochSecond(1_795_000_000),
                        new TreeMap<>(Map.of("v-1", List.of("AWSPREVIOUS"), "v-2", List.of("AWSCURRENT")))));
        assertThat(aws.asked)
                .singleElement()
                .satisfies(asked -> assertThat(asked.target()).isEqualTo("secretsmanager.DescribeSecret"));
    }

    @Test
    void a_secret_that_does_not_exist_is_none() {
        aws.answers(refused("ResourceNotFoundException"));
        assertThat(surroundings.secret(AwsScope.DEFAULT, "shop/db")).isNull();
    }

    @Test
    void parameters_are_described_fifty_a_call_and_page_by_page() {
        aws.answers(
                Answer.json(200, "{\"Parameters\": [{\"Name\": \"p00\"}], \"NextToken\": \"more\"}"),
                Answer.json(200, "{\"Parameters\": [{\"Name\": \"p01\"}]}"),
                Answer.json(200, "{\"Parameters\": [{\"Name\": \"p50\"}]}"));
        var names = IntStream.range(0, 51).mapToObj("p%02d"::formatted).collect(Collectors.toCollection(TreeSet::new));
        assertThat(surroundings.parameters(AwsScope.DEFAULT, names)).containsExactly("p00", "p01", "p50");
        assertThat(aws.asked).hasSize(3).allSatisfy(asked -> {
            assertThat(asked.target()).isEqualTo("AmazonSSM.DescribeParameters");
            assertThat(asked.body()).contains("\"Key\":\"Name\"").contains("\"Option\":\"Equals\"");
        });
    }

    @Test
    void a_role_is_told_by_its_arn() {
        aws.answers(Answer.xml(200, """
                <GetRoleResponse><GetRoleResult><Role><RoleName>api</RoleName><Path>/</Path>
                <Arn>arn:aws:iam::123456789012:role/api</Arn></Role></GetRoleResult></GetRoleResponse>
                """));
        assertThat(surroundings.role(AwsScope.DEFAULT, "api")).isEqualTo("arn:aws:iam::123456789012:role/api");
    }

    @Test
    void a_role_that_does_not_exist_is_none() {
        aws.answers(xmlRefused(404, "NoSuchEntity"));
        assertThat(surroundings.role(AwsScope.DEFAULT, "api")).isNull();
    }

    @Test
    void a_target_group_that_does_not_exist_is_none() {
        aws.answers(xmlRefused(400, "TargetGroupNotFound"));
        assertThat(surroundings.targetGroup(AwsScope.DEFAULT, "arn:x")).isNull();
    }

    @Test
    void a_target_groups_check_is_put_into_words() {
        aws.answers(Answer.xml(200, """
                <DescribeTargetGroupsResponse><DescribeTargetGroupsResult><TargetGroups><member>
                <TargetGroupName>api</TargetGroupName><TargetType>ip</TargetType><HealthCheckPort>9000</HealthCheckPort>
                <HealthCheckProtocol>HTTP</HealthCheckProtocol><HealthCheckPath>/health</HealthCheckPath>
                <Matcher><HttpCode>200-299</HttpCode></Matcher>
                </member></TargetGroups></DescribeTargetGroupsResult></DescribeTargetGroupsResponse>
                """));
        assertThat(surroundings.targetGroup(AwsScope.DEFAULT, "arn:x"))
                .isEqualTo(new TargetGroup("api", "ip", "9000", "HTTP /health wanting 200-299"));
    }

    @Test
    void what_is_denied_is_a_failure_and_not_an_absence() {
        aws.answers(refused("AccessDeniedException"));
        assertThatThrownBy(() -> surroundings.secret(AwsScope.DEFAULT, "shop/db"))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(Objects.requireNonNull(e.failure())).isInstanceOf(Failure.Denied.class));
    }
}
