package dev.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.Call;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.model.RecordKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ring 4 under the very policies that {@code belay policy} prints for its records: the daemon as itself for its store, in another role for its target, and nothing else
 * allowed to either. The local cloud evaluates actions, resources and conditions.
 */
class LeastPrivilegeIT {
    private static final String ACCOUNT = "123456789012";
    private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/belay";
    private static final String DAEMON = "arn:aws:iam::" + ACCOUNT + ":role/belayd";
    private static final String KEY = "AKIADAEMON";
    private static final String NEW = "20261121-0900";
    private static final double SPEED = 10;

    /** Of what changes something for others than Belay. */
    private static final List<String> CHANGES = List.of(
            "Create", "Update", "Delete", "Put", "Copy", "Register", "Upload", "Complete", "Abort", "Publish", "Tag");

    @TempDir
    Path scratch;

    private Stage stage;
    private World world;
    private PackagedDaemon daemon;

    @AfterEach
    void stop() {
        if (daemon != null) {
            daemon.close();
        }
        if (world != null) {
            world.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"s3, s3://belay-records/production", "dynamodb, dynamodb:belay"})
    void releases_failures_diagnoses_and_rollbacks_need_no_more_than_the_printed_policies(String store, String place)
            throws Exception {
        set(store, "soak: PT1S ", "drift: correct ");
        build();
        guard(place);
        startDaemon();
        await("it is known good", status -> isSo(status, "KnownGood"));
        stage.pin("{version: \"" + NEW + "\"}");
        await("a new revision was made for it", status -> isIn(status, NEW));
        stage.pin("{version: \"" + DemoWorld.BAD + "\"}");
        JsonNode failed =
                await("it is degraded", status -> status.at("/summary").asText().equals("Degraded"));
        daemon.await("it is diagnosed", () -> diagnosis(failed).at("/causes").size() > 0);
        assertThat(diagnosis(failed).at("/unread")).isEmpty();
        assertThat(daemon.send(
                                "POST",
                                "/targets/" + Stage.TARGET + "/rollback",
                                Tokens.OPERATOR,
                                failed.at("/pin/revision").asText(),
                                "{\"reason\": \"INC-482\"}")
                        .statusCode())
                .isEqualTo(200);
        await("it is rolled back", status -> isIn(status, NEW));
        assertThat(world.differences(NEW, "shop-api:4")).isEmpty();
        belay("release", "rollback-" + Stage.TARGET);
        assertThat(stage.cloud().sns().published()).isNotEmpty();
        assertThat(stage.cloud().guard().refusals()).isEmpty();
    }

    @Test
    void a_daemon_that_only_reports_tells_of_drift_without_the_permission_to_write_anything() throws Exception {
        set("s3", "soak: PT1S ", "drift: report ");
        guard("s3://belay-records/production", "--read-only");
        startDaemon();
        await("it is in force", status -> isIn(status, DemoWorld.GOOD));
        world.ecs()
                .updateService(request -> request.cluster(DemoWorld.CLUSTER)
                        .service(DemoWorld.SERVICE)
                        .taskDefinition("shop-api:3"));
        await("the drift is reported", status -> status.at("/summary").asText().equals("Drifted"));
        assertThat(stage.cloud().guard().refusals()).isEmpty();
        assertThat(changes())
                .containsExactly(
                        "ecs:UpdateService",
                        "s3:PutObject " + DemoWorld.RECORDS,
                        "sns:Publish",
                        "sqs:DeleteMessageBatch");
    }

    @Test
    void in_a_role_that_does_not_trust_it_or_with_another_external_id_it_does_nothing_and_says_so() throws Exception {
        set("s3", "soak: PT1S ", "drift: correct ");
        guard("s3://belay-records/production");
        stage.cloud()
                .guard()
                .trust(
                        ROLE,
                        belay("policy", records(), "--role", ROLE, "--trust", DAEMON)
                                .replace("\"shop\"", "\"other\""));
        startDaemon();
        JsonNode status =
                await("it can't look", now -> now.at("/summary").asText().equals("Unknown"));
        assertThat(status.at("/conditions").toString()).contains("AssumeRole");
        assertThat(stage.cloud().guard().refusals()).allMatch(refused -> refused.contains("sts:AssumeRole"));
    }

    private void set(String store, String soak, String drift) throws IOException {
        stage = Stage.set(store, Ports.free(), SPEED);
        world = new World(stage.ports());
        String target = stage.ports()
                .in(Files.readString(Path.of("config/targets/" + Stage.TARGET + ".yaml")))
                .replace("    # assumeRole: arn", "    assumeRole: arn")
                .replace("    # externalId: shop", "    externalId: shop")
                .replace("soak: PT30S ", soak)
                .replace("drift: correct ", drift)
                .replace("within: PT30S", "within: PT4S");
        String told = target + "  announce: [{sns: \"arn:aws:sns:eu-north-1:" + ACCOUNT + ":deploys\"}]\n";
        assertThat(told).contains("    assumeRole: " + ROLE, soak, drift);
        stage.shelf().put(RecordKind.TARGET, Stage.TARGET, told);
        Files.createDirectories(scratch.resolve("records/targets"));
        Files.writeString(scratch.resolve("records/targets/" + Stage.TARGET + ".yaml"), told);
        Files.writeString(scratch.resolve("task-definition.json"), runs());
    }

    /** A version that has no revision yet. */
    private void build() {
        stage.cloud().ecr().push(stage.cloud().scope(), "shop-api", NEW);
        String good = "dist-prod-" + DemoWorld.GOOD + "/";
        world.s3()
                .listObjectsV2Paginator(
                        request -> request.bucket(DemoWorld.BUILDS).prefix(good))
                .contents()
                .forEach(object -> world.s3()
                        .copyObject(copy -> copy.sourceBucket(DemoWorld.BUILDS)
                                .sourceKey(object.key())
                                .destinationBucket(DemoWorld.BUILDS)
                                .destinationKey(
                                        "dist-prod-" + NEW + "/" + object.key().substring(good.length()))));
    }

    private void guard(String store, String... more) throws IOException, InterruptedException {
        var guard = stage.cloud().guard();
        guard.key(KEY, DAEMON);
        var own = new ArrayList<>(List.of("policy", records(), "--store", store, "--account", ACCOUNT));
        if (store.startsWith("s3:")) {
            // Where this store is, there is a queue as well.
            own.addAll(List.of("--queue", stage.cloud().scope().arn("sqs", "belay")));
        }
        guard.attach(DAEMON, belay(with(more, own.toArray(String[]::new))));
        guard.attach(
                ROLE,
                belay(with(
                        more,
                        "policy",
                        records(),
                        "--role",
                        ROLE,
                        "--task-definition",
                        scratch.resolve("task-definition.json").toString())));
        guard.trust(ROLE, belay("policy", records(), "--role", ROLE, "--trust", DAEMON));
    }

    private String records() {
        return scratch.resolve("records").toString();
    }

    private static String[] with(String[] more, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** What the service runs, as {@code aws ecs describe-task-definition} prints it. */
    private String runs() {
        return stage.cloud()
                .simulator("ecs")
                .handle(new Request(
                        "POST",
                        "/",
                        "",
                        Map.of("x-amz-target", "AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition"),
                        "{\"taskDefinition\": \"shop-api:1\"}".getBytes(StandardCharsets.UTF_8),
                        stage.cloud().scope().region(),
                        ACCOUNT))
                .text();
    }

    /** What the packaged command prints. */
    private String belay(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("target/belay/bin/belay"));
        command.addAll(List.of(arguments));
        Path out = scratch.resolve("out");
        Path err = scratch.resolve("err");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_REGION",
                        stage.cloud().scope().region(),
                        "BELAY_URL",
                        "http://127.0.0.1:" + stage.ports().http(),
                        "BELAY_TOKEN",
                        Tokens.OPERATOR));
        assertThat(builder.start().waitFor()).as(Files.readString(err)).isZero();
        return Files.readString(out);
    }

    private void startDaemon() throws InterruptedException {
        stage.cloud().calls().clear();
        var environment = stage.brisk();
        environment.putAll(Tokens.ENVIRONMENT);
        environment.put("AWS_ACCESS_KEY_ID", KEY);
        daemon = PackagedDaemon.start(stage.ports(), environment, stage.log().toFile());
        daemon.awaitReady();
    }

    private JsonNode await(String description, Predicate<JsonNode> expected) throws InterruptedException {
        return daemon.awaitStatus(Stage.TARGET, description, expected);
    }

    private static boolean isIn(JsonNode status, String version) {
        return status.at("/summary").asText().equals("Synced")
                && status.at("/pin/version").asText().equals(version)
                && status.at("/lastRollout/outcome").asText().equals("Succeeded");
    }

    private static boolean isSo(JsonNode status, String type) {
        return status.at("/conditions")
                .valueStream()
                .anyMatch(one -> one.at("/type").asText().equals(type)
                        && one.at("/status").asText().equals("True"));
    }

    private JsonNode diagnosis(JsonNode status) throws IOException, InterruptedException {
        return daemon.json("/targets/" + Stage.TARGET + "/rollouts/"
                        + status.at("/lastRollout/id").asText())
                .at("/diagnosis");
    }

    /** The operations that change something, with the bucket where it is S3, each once. */
    private SortedSet<String> changes() {
        return stage.cloud().calls().all().stream()
                .filter(call -> CHANGES.stream().anyMatch(call.operation()::startsWith))
                .map(LeastPrivilegeIT::named)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String named(Call call) {
        String bucket = call.service().equals("s3") ? " " + call.summary().split("[ /?]", -1)[2] : "";
        return call.service() + ":" + call.operation() + bucket;
    }
}
