package dev.belay.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.policy.PolicyDocument;
import dev.belay.model.Target;
import dev.belay.store.Catalog;
import dev.belay.store.Entry;
import dev.belay.store.directory.DirectoryRecords;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoliciesTest {
    private static final Place HOME = Place.of("eu-north-1", "123456789012");
    private static final List<Store> STORES =
            List.of(new Store.Directory(), new Store.Bucket("shop-belay", "production/"), new Store.Table("belay"));

    /** The examples' targets. */
    static List<Target> examples() {
        return Catalog.of(new DirectoryRecords(Path.of("config")).list(null)).targets().values().stream()
                .map(entry -> ((Entry.Valid<Target>) entry).record())
                .toList();
    }

    static List<Store> stores() {
        return STORES;
    }

    @ParameterizedTest
    @MethodSource("stores")
    void a_daemon_that_only_reports_may_write_nothing_but_its_own_state(Store store) {
        List<String> writing = writing(policies(true).own(store));
        assertThat(writing).isSubsetOf("s3:PutObject", "dynamodb:PutItem", "dynamodb:DeleteItem");
        assertThat(policies(true).own(store).statements())
                .filteredOn(statement -> !writing(statement).isEmpty())
                .extracting(Policy.Statement::sid)
                .isSubsetOf("StoreState", "TableState");
    }

    @Test
    void the_queue_of_notifications_is_read_and_emptied_where_there_is_one() {
        String queue = "arn:aws:sqs:eu-north-1:123456789012:belay";
        assertThat(policies(false).own(STORES.getFirst(), queue).text())
                .contains(queue, "sqs:ReceiveMessage", "sqs:DeleteMessage");
        assertThat(policies(false).own(STORES.getFirst()).text()).doesNotContain("sqs:");
    }

    @Test
    void no_two_statements_have_one_name_and_each_is_read_by_who_evaluates_it() {
        for (Store store : STORES) {
            Policy policy = policies(false).own(store);
            assertThat(PolicyDocument.parse(policy.text()).sids()).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_pattern_makes_what_it_stands_for_needless() {
        assertThat(policies(false).own(STORES.getFirst()).text())
                .contains("repository/*")
                .doesNotContain("repository/shop-api");
    }

    @Test
    void keys_are_named_or_there_is_no_statement_on_keys() {
        String key = "arn:aws:kms:eu-north-1:123456789012:key/1";
        var with = new Policies(examples(), HOME, List.of(), List.of(key), true);
        assertThat(with.own(STORES.getFirst()).text()).contains("kms:Decrypt", key);
        assertThat(policies(false).own(STORES.getFirst()).text()).doesNotContain("kms:");
    }

    @Test
    void other_partitions_have_other_arns() {
        var china = new Policies(examples(), Place.of("cn-north-1", "1"), List.of(), List.of(), false);
        assertThat(china.own(STORES.get(1)).text()).contains("arn:aws-cn:s3:::shop-belay");
    }

    @Test
    void every_action_is_named_as_iam_names_them_and_says_why() {
        assertThat(Policies.table().stream().flatMap(grant -> grant.permissions().stream()))
                .allSatisfy(permission -> {
                    assertThat(permission.action()).matches("[a-z0-9]+:[A-Z][A-Za-z]+");
                    assertThat(permission.calls()).allMatch(call -> call.matches("[a-z0-9]+:[A-Z][A-Za-z0-9]+"));
                    assertThat(permission.why()).isNotBlank();
                });
    }

    private static Policies policies(boolean readOnly) {
        return new Policies(examples(), HOME, List.of(), List.of(), readOnly);
    }

    private static List<String> writing(Policy policy) {
        return policy.statements().stream()
                .flatMap(statement -> writing(statement).stream())
                .toList();
    }

    /** Told by the verbs, not by what the table says of itself. */
    private static List<String> writing(Policy.Statement statement) {
        return statement.elements().getOrDefault("Action", List.of()).stream()
                .filter(action -> !action.matches("[a-z0-9]+:(Get|List|Describe|Query|Assume)[A-Za-z]*"))
                .toList();
    }
}
