package dev.belay.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.policy.Asked;
import dev.belay.localcloud.policy.PolicyDocument;
import dev.belay.localcloud.policy.PolicyDocument.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may write what into the store, by the policies that people copy from docs/examples/permissions/store. */
class StorePoliciesTest {
    private static final String ROLES = "arn:aws:iam::123456789012:role/";
    private static final String TABLE = "arn:aws:dynamodb:eu-north-1:123456789012:table/belay";
    private static final String ALL = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}""";

    @ParameterizedTest
    @CsvSource({
        "on-call,  s3:PutObject,    pins/shop.yaml,    true",
        "on-call,  s3:PutObject,    holds/inc-482.yaml, true",
        "on-call,  s3:DeleteObject, holds/inc-482.yaml, true",
        "on-call,  s3:GetObject,    targets/shop.yaml, true",
        "on-call,  s3:PutObject,    targets/shop.yaml, false",
        "on-call,  s3:DeleteObject, pins/shop.yaml,    false",
        "on-call,  s3:PutObject,    state/shop.json,   false",
        "on-call,  s3:GetObject,    state/shop.json,   false",
        "platform, s3:PutObject,    targets/shop.yaml, true",
        "platform, s3:PutObject,    pins/shop.yaml,    true",
        "platform, s3:PutObject,    state/shop.json,   false",
        "platform, s3:PutObject,    rollouts/shop/1.json, false",
        "platform, s3:DeleteObjectVersion, pins/shop.yaml, false",
        "pipeline, s3:PutObject,    targets/shop.yaml, false",
        "pipeline, s3:PutObject,    pins/shop.yaml,    false",
        "pipeline, s3:GetObject,    pins/shop.yaml,    true",
        "belayd,   s3:PutObject,    state/shop.json,   true",
        "belayd,   s3:PutObject,    pins/shop.yaml,    true",
        "belayd,   s3:DeleteObject, state/shop.json,   false"
    })
    void each_writes_into_the_bucket_what_is_theirs(String who, String action, String key, boolean may)
            throws IOException {
        Asked asked = Asked.of(action, "arn:aws:s3:::shop-belay/production/" + key);
        assertThat(may(who, asked)).isEqualTo(may);
    }

    private static boolean may(String who, Asked asked) throws IOException {
        PolicyDocument own = switch (who) {
            case "on-call" -> example("on-call");
            case "belayd" -> PolicyDocument.parse(own(new Store.Bucket("shop-belay", "production/")));
            default -> PolicyDocument.parse(ALL);
        };
        String arn = ROLES + who;
        return own.on(arn, asked.by(arn)) == Verdict.ALLOWED
                && example("bucket").on(arn, asked.by(arn)) != Verdict.DENIED;
    }

    @ParameterizedTest
    @CsvSource({
        "dynamodb:PutItem,    Pin,    true",
        "dynamodb:UpdateItem, Hold,   true",
        "dynamodb:DeleteItem, Hold,   true",
        "dynamodb:GetItem,    Target, true",
        "dynamodb:PutItem,    Target, false",
        "dynamodb:DeleteItem, Pin,    false",
        "dynamodb:PutItem,    state,  false",
        "dynamodb:GetItem,    state,  false"
    })
    void those_on_call_write_pins_and_holds_into_the_table(String action, String kind, boolean may) throws IOException {
        Verdict verdict = example("on-call-table").on("", Asked.of(action, TABLE, "dynamodb:LeadingKeys", kind));
        assertThat(verdict == Verdict.ALLOWED).isEqualTo(may);
    }

    @Test
    void every_folder_of_belays_own_is_closed_to_others() throws IOException {
        for (String folder : Store.DOCUMENTS) {
            assertThat(may("platform", Asked.of("s3:PutObject", "arn:aws:s3:::shop-belay/production/" + folder + "/x")))
                    .as(folder)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bucket", "on-call", "on-call-table"})
    void each_is_a_policy(String name) throws IOException {
        assertThat(example(name).sids()).isNotEmpty().doesNotHaveDuplicates();
    }

    private static PolicyDocument example(String name) throws IOException {
        return PolicyDocument.parse(
                Files.readString(Path.of("docs/examples/permissions/store").resolve(name + ".json")));
    }

    private static String own(Store store) {
        return new Policies(List.of(), Place.of("eu-north-1", "123456789012"), List.of(), List.of(), false)
                .own(store)
                .text();
    }
}
