package dev.belay.aws;

import static dev.belay.aws.Budgets.Claim.BACKGROUND;
import static dev.belay.aws.Budgets.Claim.OPERATOR;
import static dev.belay.aws.Budgets.Claim.REGULAR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.AwsScope;
import dev.belay.reconcile.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

    @Test
    void what_runs_in_the_background_leaves_half_a_burst_and_so_gives_way_to_all_else() {
        assertThat(taken(STOCKHOLM, "DescribeServices", BACKGROUND)).isEqualTo(50);
        time.pass(Duration.ofMillis(500));
        assertThat(taken(STOCKHOLM, "DescribeServices", REGULAR)).isEqualTo(40);
        assertThat(taken(STOCKHOLM, "DescribeServices", BACKGROUND)).isZero();
        assertThat(taken(STOCKHOLM, "DescribeServices", OPERATOR)).isEqualTo(20);
    }

    @Test
    void thousands_who_want_the_same_get_it_in_the_order_in_which_they_asked_each_coming_back_once() {
        SortedMap<Duration, List<Integer>> agenda = new TreeMap<>();
        agenda.put(Duration.ZERO, IntStream.range(0, 1000).boxed().toList());
        List<Integer> served = new ArrayList<>();
        int asked = 0;
        Duration now = Duration.ZERO;
        while (!agenda.isEmpty()) {
            now = agenda.firstKey();
            time.to(VirtualTime.START.plus(now));
            for (int who : agenda.remove(now)) {
                asked++;
                Duration wait = inTurn("UpdateService", REGULAR, "service " + who);
                if (wait.isZero()) {
                    served.add(who);
                } else {
                    agenda.merge(now.plus(wait), List.of(who), BudgetsTest::and);
                }
            }
        }
        assertThat(served).isEqualTo(IntStream.range(0, 1000).boxed().toList());
        assertThat(asked).isEqualTo(1000 + 1000 - 40);
        assertThat(now).isEqualTo(Duration.ofMillis((1000 - 40) * 200));
    }

    private static <T> List<T> and(List<T> some, List<T> more) {
        var all = new ArrayList<T>(some);
        all.addAll(more);
        return all;
    }

    private Duration inTurn(String operation, Budgets.Claim claim, String who) {
        return budgets.takeInTurn(STOCKHOLM, "ecs", operation, claim, who);
    }

    @Test
    void who_comes_back_late_is_served_in_order_and_told_how_long_the_others_before_it_take() {
        for (int i = 0; i < 100; i++) {
            inTurn("UpdateService", REGULAR, "service " + i);
        }
        time.pass(Duration.ofSeconds(2));
        assertThat(inTurn("UpdateService", REGULAR, "service 60")).isEqualTo(Duration.ofMillis(2200));
        assertThat(inTurn("UpdateService", REGULAR, "service 49")).isZero();
        assertThat(inTurn("UpdateService", REGULAR, "service 40")).isZero();
    }

    @Test
    void an_operator_does_not_stand_in_the_line_of_the_others() {
        for (int i = 0; i < 1000; i++) {
            inTurn("UpdateService", REGULAR, "service " + i);
        }
        assertThat(inTurn("UpdateService", OPERATOR, "service 999")).isZero();
        assertThat(inTurn("UpdateService", REGULAR, "late")).isGreaterThan(Duration.ofSeconds(190));
    }

    @Test
    void who_had_a_turn_is_not_sent_back_to_the_end_of_the_line_for_one_more_request() {
        for (int i = 0; i < 1000; i++) {
            inTurn("ListTaskDefinitions", REGULAR, "service " + i);
        }
        time.pass(Duration.ofSeconds(1));
        assertThat(inTurn("DescribeTaskDefinition", REGULAR, "service 0")).isZero();
    }

    @Test
    void a_place_to_which_nobody_comes_back_is_lost_and_holds_nobody_up() {
        for (int i = 0; i < 1000; i++) {
            inTurn("UpdateService", REGULAR, "service " + i);
        }
        time.pass(Duration.ofMinutes(10));
        assertThat(inTurn("UpdateService", REGULAR, "late")).isZero();
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
