package dev.belay.aws;

import static dev.belay.aws.Budgets.Claim.OPERATOR;
import static dev.belay.aws.Budgets.Claim.REGULAR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.AwsScope;
import dev.belay.reconcile.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final AwsScope STOCKHOLM = new AwsScope("eu-north-1", null, null);

    private final VirtualTime time = new VirtualTime();
    private final Budgets budgets = new Budgets(time);

    @Test
    void a_burst_less_the_operators_part_may_be_taken_at_once() {
        assertThat(taken(STOCKHOLM, "RegisterTaskDefinition", REGULAR)).isEqualTo(16);
    }

    @Test
    void what_is_kept_for_operators_is_there_when_all_else_is_spent() {
        taken(STOCKHOLM, "RegisterTaskDefinition", REGULAR);

        assertThat(taken(STOCKHOLM, "RegisterTaskDefinition", OPERATOR)).isEqualTo(4);
    }

    @Test
    void in_the_long_run_it_gives_what_aws_sustains() {
        taken(STOCKHOLM, "DescribeServices", REGULAR);
        int taken = 0;
        for (int i = 0; i < 600; i++) {
            time.pass(Duration.ofMillis(100));
            taken += taken(STOCKHOLM, "DescribeServices", REGULAR);
        }
        assertThat(taken).isEqualTo(60 * 20);
    }

    @Test
    void after_the_time_that_it_names_a_request_may_be_made_and_not_before() {
        taken(STOCKHOLM, "UpdateService", REGULAR);
        Duration until = budgets.until(STOCKHOLM, "ecs", "UpdateService", REGULAR);
        time.pass(until.minusNanos(1));
        assertThat(budgets.tryTake(STOCKHOLM, "ecs", "UpdateService", REGULAR)).isFalse();

        time.pass(Duration.ofNanos(1));
        assertThat(budgets.tryTake(STOCKHOLM, "ecs", "UpdateService", REGULAR)).isTrue();
    }

    @Test
    void a_rest_saves_up_no_more_than_a_burst() {
        time.pass(Duration.ofDays(1));

        assertThat(taken(STOCKHOLM, "RegisterTaskDefinition", OPERATOR)).isEqualTo(20);
    }

    @Test
    void calls_of_one_group_share_and_groups_do_not() {
        taken(STOCKHOLM, "DescribeServices", OPERATOR);

        assertThat(budgets.tryTake(STOCKHOLM, "ecs", "ListServices", OPERATOR)).isFalse();
        assertThat(budgets.tryTake(STOCKHOLM, "ecs", "ListTasks", OPERATOR)).isTrue();
    }

    @Test
    void regions_and_accounts_have_their_own_and_roles_of_one_account_share() {
        taken(role("111111111111", "one"), "UpdateService", OPERATOR);

        assertThat(budgets.tryTake(role("111111111111", "two"), "ecs", "UpdateService", OPERATOR))
                .isFalse();
        assertThat(budgets.tryTake(role("222222222222", "one"), "ecs", "UpdateService", OPERATOR))
                .isTrue();
        assertThat(budgets.tryTake(new AwsScope("eu-west-1", null, null), "ecs", "UpdateService", OPERATOR))
                .isTrue();
    }

    @Test
    void cloudfront_is_one_for_all_regions() {
        while (budgets.tryTake(STOCKHOLM, "cloudfront", "CreateInvalidation", OPERATOR)) {}

        assertThat(budgets.tryTake(AwsScope.DEFAULT, "cloudfront", "CreateInvalidation", OPERATOR))
                .isFalse();
    }

    @Test
    void what_has_no_limit_may_always_be_made() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(budgets.tryTake(STOCKHOLM, "s3", "CopyObject", REGULAR)).isTrue();
        }
        assertThat(budgets.until(STOCKHOLM, "s3", "CopyObject", REGULAR)).isZero();
    }

    @Test
    void a_clock_that_was_set_back_costs_a_burst_and_no_more() {
        time.to(VirtualTime.START.plus(Duration.ofDays(1)));
        taken(STOCKHOLM, "RegisterTaskDefinition", OPERATOR);
        time.to(VirtualTime.START);

        assertThat(budgets.until(STOCKHOLM, "ecs", "RegisterTaskDefinition", OPERATOR))
                .isEqualTo(Duration.ofSeconds(1));
    }

    private int taken(AwsScope scope, String operation, Budgets.Claim claim) {
        int taken = 0;
        while (budgets.tryTake(scope, "ecs", operation, claim)) {
            taken++;
        }
        return taken;
    }

    private static AwsScope role(String account, String role) {
        return new AwsScope("eu-north-1", "arn:aws:iam::" + account + ":role/" + role, null);
    }
}
