package dev.belay.localcloud.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.policy.PolicyDocument.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That what the local cloud lets through AWS would too, as far as these tests know it. */
class PolicyDocumentTest {
    private static final String ALICE = "arn:aws:iam::123456789012:role/alice";

    @ParameterizedTest
    @CsvSource({
        "s3:GetObject, arn:aws:s3:::b/targets/a.yaml, ALLOWED",
        "s3:GetObject, arn:aws:s3:::b/state/a.json, UNSAID",
        "s3:GetObject, arn:aws:s3:::bb/targets/a.yaml, UNSAID",
        "s3:PutObject, arn:aws:s3:::b/targets/a.yaml, UNSAID",
        "s3:GetObject, arn:aws:s3:::b/targets/secret.yaml, DENIED",
        "secretsmanager:GetSecretValue, arn:aws:secretsmanager:eu-north-1:1:secret:shop/a-AbCdEf, ALLOWED",
        "secretsmanager:GetSecretValue, arn:aws:secretsmanager:eu-north-1:1:secret:shop/a-other-AbCdEf, UNSAID"
    })
    void a_statement_is_for_its_actions_on_its_resources_and_a_denial_wins(
            String action, String resource, Verdict expected) {
        var document = PolicyDocument.parse("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::b/targets/*", "arn:aws:s3:::b/pins/*"]},
                  {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/targets/secret.yaml"},
                  {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
                   "Resource": "arn:aws:secretsmanager:eu-north-1:1:secret:shop/a-??????"}]}""");
        assertThat(document.on(ALICE, Asked.of(action, resource))).isEqualTo(expected);
    }

    @Test
    void an_action_without_resources_is_allowed_on_all_alone() {
        Asked asked = Asked.of("ecs:ListTaskDefinitions", "*");
        assertThat(allowing("ecs:ListTaskDefinitions", "*").on(ALICE, asked)).isEqualTo(Verdict.ALLOWED);
        assertThat(allowing("ecs:ListTaskDefinitions", "arn:aws:ecs:*:*:task-definition/a:*")
                        .on(ALICE, asked))
                .isEqualTo(Verdict.UNSAID);
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals, shop, shop, ALLOWED",
        "StringEquals, shop, shopping, UNSAID",
        "StringEquals, shop, , UNSAID",
        "StringLike, shop*, shopping, ALLOWED",
        "StringNotLike, shop*, shopping, UNSAID",
        "StringNotLike, shop*, other, ALLOWED",
        "StringNotLike, shop*, , ALLOWED",
        "ForAllValues:StringEquals, shop, shop, ALLOWED",
        "ForAllValues:StringEquals, shop, other, UNSAID",
        "ForAllValues:StringEquals, shop, , ALLOWED"
    })
    void a_condition_holds_as_its_operator_says(String operator, String wanted, String there, Verdict expected) {
        var document = PolicyDocument.parse("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*",
                  "Condition": {"%s": {"sts:ExternalId": "%s"}}}]}""".formatted(operator, wanted));
        Asked asked = there == null
                ? Asked.of("sts:AssumeRole", "r")
                : Asked.of("sts:AssumeRole", "r", "sts:ExternalId", there);
        assertThat(document.on(ALICE, asked)).isEqualTo(expected);
    }

    @Test
    void a_principal_is_named_or_is_not_meant() {
        var document = PolicyDocument.parse("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}]}""".formatted(ALICE));
        assertThat(document.on(ALICE, Asked.of("sts:AssumeRole", "r"))).isEqualTo(Verdict.ALLOWED);
        assertThat(document.on("mallory", Asked.of("sts:AssumeRole", "r"))).isEqualTo(Verdict.UNSAID);
    }

    @Test
    void what_is_not_understood_is_not_guessed() {
        assertThatThrownBy(() -> PolicyDocument.parse("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}]}""")).hasMessageContaining("NotAction");
    }

    private static PolicyDocument allowing(String action, String resource) {
        return PolicyDocument.parse("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}""".formatted(action, resource));
    }
}
