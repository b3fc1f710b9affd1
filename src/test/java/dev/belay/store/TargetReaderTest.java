package dev.belay.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.model.FollowUp;
import dev.belay.model.Hold;
import dev.belay.model.Receiver;
import dev.belay.model.Reference;
import dev.belay.model.Target;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a target says of proof and of telling people, and what a person is told who says it wrongly. */
class TargetReaderTest {
    static final String CLOSING = """
              soak: PT30M
              onFailure: revert
              announce:
                - slack: ${secret:shop/slack-webhook}
                - webhook: https://hooks.shop.example/belay
                  key: ${ssm:/shop/hook-key}
                - sns: arn:aws:sns:us-east-1:123456789012:deploys
              followUp:
                github: {repository: shop/shop, token: "${secret:shop/github-token}", labels: [incident]}
            """;
    private static final String HEALTH = "served: web\n      url: https://shop.example/\n";

    @Test
    void a_target_says_how_long_it_soaks_and_what_a_failure_does() {
        var target = Records.valid(Records.target(Records.TARGET + CLOSING));
        assertThat(target.soak()).isEqualTo(Duration.ofMinutes(30));
        assertThat(target.onFailure()).isEqualTo(Target.OnFailure.REVERT);
    }

    @Test
    void a_target_that_says_nothing_soaks_holds_and_tells_nobody() {
        var target = Records.valid(Records.target(Records.TARGET));
        assertThat(target.soak()).isEqualTo(Target.SOAK);
        assertThat(target.onFailure()).isEqualTo(Target.OnFailure.HOLD);
        assertThat(target.announce()).isEmpty();
        assertThat(target.followUp()).isNull();
    }

    @Test
    void a_target_says_who_is_told() {
        var role = "arn:aws:iam::123456789012:role/belay";
        var text = Records.with(
                        Records.TARGET + CLOSING,
                        "region: eu-north-1",
                        "{region: eu-north-1, assumeRole: " + role + "}")
                .replace("aws:\n    {", "aws: {");
        assertThat(Records.valid(Records.target(text)).announce())
                .containsExactly(
                        new Receiver.Slack("${secret:shop/slack-webhook}"),
                        new Receiver.Webhook("https://hooks.shop.example/belay", "${ssm:/shop/hook-key}"),
                        new Receiver.Sns(
                                "arn:aws:sns:us-east-1:123456789012:deploys", new AwsScope("us-east-1", role, null)));
    }

    @Test
    void a_follow_up_goes_to_github_unless_an_enterprise_has_its_own() {
        assertThat(Records.valid(Records.target(Records.TARGET + CLOSING)).followUp())
                .isEqualTo(
                        new FollowUp(FollowUp.GITHUB, "shop/shop", "${secret:shop/github-token}", List.of("incident")));
        var enterprise = Records.with(CLOSING, "labels: [incident]", "url: https://ghe.example/api/v3");
        assertThat(Records.valid(Records.target(Records.TARGET + enterprise)).followUp())
                .isEqualTo(new FollowUp(
                        URI.create("https://ghe.example/api/v3"),
                        "shop/shop",
                        "${secret:shop/github-token}",
                        List.of()));
    }

    @Test
    void an_alarm_and_the_health_of_targets_are_checks() {
        var alarm = Records.with(Records.TARGET, HEALTH, "alarm: shop-5xx\n");
        assertThat(Records.valid(Records.target(alarm)).verify().getLast().probe())
                .isEqualTo(new Check.Alarm("shop-5xx", new AwsScope("eu-north-1", null, null)));
        var health = Records.with(Records.TARGET, HEALTH, "targetHealth: api\n");
        assertThat(Records.valid(Records.target(health)).verify().getLast().probe())
                .isEqualTo(new Check.TargetHealth("api"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            served: web  | targetHealth: web | 34:21: spec.verify[1].targetHealth: "web"; expected an ecs service of this target: api
            served: web  | targetHealth: ap  | 34:21: spec.verify[1].targetHealth: "ap"; did you mean "api"?
            served: web  | alarm: ""         | 34:14: spec.verify[1].alarm: ""; expected an alarm's name
            served: web  | alarms: shop      | 34:7: spec.verify[1].alarms: unknown field; did you mean "alarm"?
            served: web  | target: web       | 33:7: spec.verify[1]: none of http, flow, served, targetHealth, alarm; expected exactly one of http, flow, served, targetHealth, alarm
            """)
    void a_check_is_told(String part, String other, String expected) {
        told(Records.with(Records.TARGET.replace("\n      url: https://shop.example/\n", "\n"), part, other), expected);
    }

    @Test
    void headers_of_a_check_may_name_a_secret_and_must_name_it_rightly() {
        told(Records.with(Records.TARGET, "status: 200", "headers: {A: \"x ${secret:shop/a}\"}"), null);
        told(
                Records.with(Records.TARGET, "status: 200", "headers: {A: \"${secret:}\"}"),
                "32:22: spec.verify[0].http.headers.A: \"${secret:}\"; expected " + Reference.FORM);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PT30M              | 30m               | 37:9: spec.soak: "30m"; did you mean "PT30M"?
            PT30M              | PT0S              |
            revert             | rollback          | 38:14: spec.onFailure: "rollback"; expected hold or revert
            - slack:           | - slak:           | 40:7: spec.announce[0].slak: unknown field; did you mean "slack"?
            - slack: ${secret: | - slack: ${vault: | 40:14: spec.announce[0].slack: "${vault:shop/slack-webhook}"; expected ${secret:NAME}, ${ssm:NAME} or ${env:BELAY_RECORD_NAME}
            ${secret:shop/slack-webhook} | hooks.slack.example/T1/B1/x  | 40:14: spec.announce[0].slack: this text (not shown) is neither http:// nor https://; expected an http:// or https:// address
            https://hooks.shop.example | http://169.254.169.254  | 41:16: spec.announce[1].webhook: this text (not shown) is a link-local or metadata address; expected an http:// or https:// address
            ${ssm:/shop/hook-key}      | ""                      | 42:12: spec.announce[1].key: this text (not shown); expected text that is not empty
            https://hooks.shop.example/belay | ${secret:shop/slack-webhook}  |
            arn:aws:sns:us-east-1      | arn:aws:sqs:us-east-1   | 43:12: spec.announce[2].sns: "arn:aws:sqs:us-east-1:123456789012:deploys"; expected a topic's ARN: arn:aws:sns:REGION:ACCOUNT:NAME
            arn:aws:sns:us-east-1      | ${secret:x}             | 43:12: spec.announce[2].sns: ${secret:…} is filled in only in headers, flows, announce and followUp
            - sns: arn:aws:sns:us-east-1:123456789012:deploys | - slack: ${secret:shop/slack-webhook} | 40:5: spec.announce: items 0 and 2 are the same; expected each once
            - sns:             | - key: x\\n      sns: | 43:7: spec.announce[2].key: unknown field; expected one of slack, webhook, sns
            github:            | gitlab:           | 45:5: spec.followUp.gitlab: unknown field; did you mean "github"?
            shop/shop,         | shop,             | 45:26: spec.followUp.github.repository: "shop"; expected a repository: OWNER/NAME
            shop/shop,         | shop/..,          | 45:26: spec.followUp.github.repository: "shop/.."; expected a repository: OWNER/NAME
            token:             | tokn:             | 45:37: spec.followUp.github.tokn: unknown field; did you mean "token"?
            [incident]         | [a, a]            | 45:83: spec.followUp.github.labels: "a" twice; expected each once
            labels: [incident] | url: ghe          | 45:80: spec.followUp.github.url: "ghe" is neither http:// nor https://; expected an http:// or https:// address
            """)
    void what_closes_a_target_is_told(String part, String other, String expected) {
        told(Records.TARGET + Records.with(CLOSING, part, other.replace("\\n", "\n")), expected);
    }

    @Test
    void a_hold_freezes_or_suspends() {
        assertThat(Records.valid(Records.hold(Records.HOLD)).mode()).isEqualTo(Hold.Mode.SUSPEND);
        assertThat(Records.valid(Records.hold(Records.with(Records.HOLD, "suspend", "freeze")))
                        .mode())
                .isEqualTo(Hold.Mode.FREEZE);
    }

    @Test
    void a_pin_is_a_barrier_where_it_says_so() {
        assertThat(Records.valid(Records.pin(Records.PIN)).barrier()).isFalse();
        assertThat(Records.valid(Records.pin(Records.with(Records.PIN, "force: 1", "barrier: true")))
                        .barrier())
                .isTrue();
    }

    private static void told(String target, @Nullable String expected) {
        var problems = Records.lines(Records.target(target).problems());
        if (expected == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).first().isEqualTo("t.yaml:" + expected);
        }
    }
}
