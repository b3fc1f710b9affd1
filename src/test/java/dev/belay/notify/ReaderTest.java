package dev.belay.notify;

import static dev.belay.notify.Messages.dynamoDb;
import static dev.belay.notify.Messages.ecs;
import static dev.belay.notify.Messages.ecsTask;
import static dev.belay.notify.Messages.s3;
import static dev.belay.notify.Messages.s3OverEventBridge;
import static dev.belay.notify.Messages.sns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.ServiceAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderTest {
    private static final News RECORDS = new News.RecordsChanged();
    private static final News FOREIGN = new News.Foreign();
    private static final News SHOP =
            new News.ServiceChanged(new ServiceAddress("123456789012", "eu-north-1", "shop-prod", "shop-api"));

    private final Reader reader = new Reader(new RecordPlace.Objects("shop-belay", "production"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "production/pins/shop-production.yaml",
                "production/targets/shop-production.json",
                "production/holds/inc-482.yml"
            })
    void a_record_in_the_bucket_says_that_the_records_changed(String key) {
        assertThat(reader.read(s3("shop-belay", key))).isEqualTo(RECORDS);
        assertThat(reader.read(s3OverEventBridge("shop-belay", key))).isEqualTo(RECORDS);
        assertThat(reader.read(sns(s3("shop-belay", key)))).isEqualTo(RECORDS);
        assertThat(reader.read(sns(s3OverEventBridge("shop-belay", key)))).isEqualTo(RECORDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "production/state/shop-production.json",
                "production/status/shop-production.json",
                "production/rollouts/shop-production/1.json",
                "production/inventories/shop-production/web/1.json.gz",
                "production/published/pins/shop-production.yaml",
                "production/pins/old/shop-production.yaml",
                "production/pins/",
                "production/pins",
                "staging/pins/shop-production.yaml",
                "pins/shop-production.yaml"
            })
    void what_belay_writes_itself_and_what_lies_elsewhere_wakes_nobody(String key) {
        assertThat(reader.read(s3("shop-belay", key))).isEqualTo(FOREIGN);
        assertThat(reader.read(s3OverEventBridge("shop-belay", key))).isEqualTo(FOREIGN);
        assertThat(reader.read(sns(s3("shop-belay", key)))).isEqualTo(FOREIGN);
    }

    @Test
    void another_bucket_is_a_stranger() {
        assertThat(reader.read(s3("shop-belay-2", "production/pins/shop-production.yaml")))
                .isEqualTo(FOREIGN);
    }

    @Test
    void keys_are_encoded_in_s3s_own_messages_and_plain_in_those_of_eventbridge() {
        var odd = new Reader(new RecordPlace.Objects("shop-belay", "our records/50%/"));
        assertThat(odd.read(s3("shop-belay", "our+records/50%25/pins/shop.yaml")))
                .isEqualTo(RECORDS);
        assertThat(odd.read(s3OverEventBridge("shop-belay", "our records/50%/pins/shop.yaml")))
                .isEqualTo(RECORDS);
        assertThat(odd.read(s3("shop-belay", "our records/50%/pins/shop.yaml"))).isInstanceOf(News.Unreadable.class);
    }

    @Test
    void of_several_records_in_one_message_one_of_ours_is_enough() {
        String two = """
                {"Records": [
                  {"eventSource": "aws:s3", "s3": {"bucket": {"name": "shop-belay"}, "object": {"key": "production/status/a.json"}}},
                  {"eventSource": "aws:s3", "s3": {"bucket": {"name": "shop-belay"}, "object": {"key": "production/pins/a.yaml"}}}]}
                """;
        assertThat(reader.read(two)).isEqualTo(RECORDS);
    }

    @Test
    void the_message_by_which_s3_tries_a_queue_is_a_stranger() {
        assertThat(reader.read("""
                {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-20T14:32:00.089Z","Bucket":"shop-belay",
                 "RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR"}
                """)).isEqualTo(FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECS Deployment State Change", "ECS Service Action"})
    void an_event_of_a_service_names_it(String type) {
        assertThat(reader.read(ecs(type, "arn:aws:ecs:eu-north-1:123456789012:service/shop-prod/shop-api")))
                .isEqualTo(SHOP);
        assertThat(reader.read(sns(ecs(type, "arn:aws:ecs:eu-north-1:123456789012:service/shop-prod/shop-api"))))
                .isEqualTo(SHOP);
    }

    @Test
    void an_arn_of_the_old_form_leaves_the_cluster_to_the_events_detail() {
        assertThat(reader.read(ecs("ECS Service Action", "arn:aws:ecs:eu-north-1:123456789012:service/shop-api")))
                .isEqualTo(SHOP);
    }

    @Test
    void an_event_of_a_task_names_its_service_and_that_of_a_task_without_one_is_a_stranger() {
        assertThat(reader.read(ecsTask("service:shop-api"))).isEqualTo(SHOP);
        assertThat(reader.read(ecsTask("family:nightly-report"))).isEqualTo(FOREIGN);
    }

    @Test
    void other_events_are_strangers() {
        assertThat(reader.read(ecs("ECS Container Instance State Change", "arn:aws:ecs:eu-north-1:1:x/y")))
                .isEqualTo(FOREIGN);
        assertThat(reader.read(
                        "{\"source\": \"aws.ec2\", \"detail-type\": \"EC2 Instance State-change Notification\"}"))
                .isEqualTo(FOREIGN);
        assertThat(reader.read("{\"Records\": [{\"eventSource\": \"aws:ses\"}]}"))
                .isEqualTo(FOREIGN);
    }

    @Test
    void a_record_of_a_tables_stream_says_that_the_records_changed_and_one_of_our_documents_does_not() {
        var table = new Reader(new RecordPlace.Items("belay"));
        assertThat(table.read(dynamoDb("belay", "Pin"))).isEqualTo(RECORDS);
        assertThat(table.read("[" + dynamoDb("belay", "Hold") + "]")).isEqualTo(RECORDS);
        assertThat(table.read(dynamoDb("belay", "state"))).isEqualTo(FOREIGN);
        assertThat(table.read(dynamoDb("belay-staging", "Pin"))).isEqualTo(FOREIGN);
        assertThat(table.read(s3("belay", "pins/shop.yaml"))).isEqualTo(FOREIGN);
        assertThat(reader.read(dynamoDb("belay", "Pin"))).isEqualTo(FOREIGN);
    }

    @Test
    void a_directory_hears_of_services_only() {
        var directory = new Reader(new RecordPlace.Elsewhere());
        assertThat(directory.read(s3("", "pins/shop.yaml"))).isInstanceOf(News.Unreadable.class);
        assertThat(directory.read(s3("shop-belay", "pins/shop.yaml"))).isEqualTo(FOREIGN);
        assertThat(directory.read(ecsTask("service:shop-api"))).isEqualTo(SHOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "look!",
                "42",
                "\"a text\"",
                "{",
                "{}",
                "{\"Records\": {}}",
                "{\"Records\": [{}]}",
                "{\"Records\": [{\"eventSource\": \"aws:s3\", \"s3\": 1}]}",
                "{\"Records\": [{\"eventSource\": \"aws:dynamodb\"}]}",
                "{\"Type\": \"Notification\", \"TopicArn\": \"arn:aws:sns:eu-north-1:1:t\", \"Message\": \"look!\"}",
                "{\"source\": \"aws.s3\", \"detail-type\": \"Object Created\"}",
                "{\"source\": \"aws.ecs\", \"detail-type\": \"ECS Service Action\"}",
                "{\"source\": \"aws.ecs\", \"detail-type\": \"ECS Service Action\", \"resources\": [\"arn:aws:ecs:::service/x\"]}",
                "{\"source\": \"aws.ecs\", \"detail-type\": \"ECS Task State Change\", \"detail\": {\"group\": \"service:a\"}}"
            })
    void what_is_none_of_these_is_unreadable_and_why_does_not_quote_it(String body) {
        News news = reader.read(body);
        assertThat(news).isInstanceOf(News.Unreadable.class);
        if (news instanceof News.Unreadable(String why) && !body.isEmpty()) {
            assertThat(why).isNotBlank().doesNotContain(body);
        }
    }

    @Test
    void neither_length_nor_depth_breaks_it() {
        assertThat(reader.read("[".repeat(100_000))).isInstanceOf(News.Unreadable.class);
        assertThat(reader.read("{\"a\": \"" + "x".repeat(1_000_000) + "\"}")).isInstanceOf(News.Unreadable.class);
    }
}
