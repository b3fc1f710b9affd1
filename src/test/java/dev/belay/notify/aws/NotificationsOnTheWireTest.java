package dev.belay.notify.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.model.AwsScope;
import dev.belay.model.ServiceAddress;
import dev.belay.notify.Intake;
import dev.belay.notify.Reader;
import dev.belay.notify.RecordPlace;
import dev.belay.store.Writer;
import dev.belay.store.s3.S3Store;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** From a change in S3 or ECS to a look, through the simulated services. */
class NotificationsOnTheWireTest {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final S3Client s3 = Aws.pointed(S3Client.builder(), cloud.endpoint())
            .forcePathStyle(true)
            .build();
    private final SqsClient sqs =
            Aws.pointed(SqsClient.builder(), cloud.endpoint()).build();
    private final AwsClients clients = new AwsClients(
            AwsAccess.to(cloud.endpoint(), "eu-north-1", "local", "local"),
            Clock.systemUTC(),
            (service, operation, result, duration) -> {});
    private final String url = sqs.createQueue(b -> b.queueName("belay")).queueUrl();
    private final String arn = cloud.scope().arn("sqs", "belay");
    private final List<String> looks = new ArrayList<>();
    private final List<Intake.Kind> kinds = new ArrayList<>();
    private final Intake intake = new Intake(
            new SdkNotificationQueue(clients::sqs, URI.create(url)),
            new Reader(new RecordPlace.Objects(DemoWorld.RECORDS, "production/")),
            new Intake.Lookout() {
                @Override
                public void recordsChanged() {
                    looks.add("records");
                }

                @Override
                public boolean serviceChanged(ServiceAddress service) {
                    looks.add(service.cluster() + "/" + service.service());
                    return true;
                }
            },
            () -> true,
            new SplittableRandom(1),
            clock,
            new Intake.Listener() {
                @Override
                public void begins(boolean takes) {}

                @Override
                public void answered() {}

                @Override
                public void received(Intake.Kind kind) {
                    kinds.add(kind);
                }
            });

    NotificationsOnTheWireTest() {
        DemoWorld.seed(cloud);
    }

    @AfterEach
    void close() {
        clients.close();
        sqs.close();
        s3.close();
        cloud.close();
    }

    /** Of everything in the bucket, as nobody should. */
    private void notifyOfAll() {
        QueueConfiguration everything = QueueConfiguration.builder()
                .queueArn(arn)
                .events(Event.S3_OBJECT_CREATED, Event.S3_OBJECT_REMOVED)
                .build();
        s3.putBucketNotificationConfiguration(request -> request.bucket(DemoWorld.RECORDS)
                .notificationConfiguration(all -> all.queueConfigurations(everything)));
        intake.turn();
        kinds.clear();
    }

    @Test
    void an_edit_and_a_deletion_of_a_pin_are_looked_into() {
        notifyOfAll();
        String key = "production/pins/shop-production.yaml";
        s3.putObject(b -> b.bucket(DemoWorld.RECORDS).key(key), RequestBody.fromString("x"));
        intake.turn();
        assertThat(looks).containsExactly("records");
        s3.deleteObject(b -> b.bucket(DemoWorld.RECORDS).key(key));
        intake.turn();
        assertThat(looks).containsExactly("records", "records");
    }

    @Test
    void what_the_store_writes_for_itself_wakes_nobody_even_where_the_bucket_tells_of_everything() {
        notifyOfAll();
        var store = new S3Store(
                clients.s3(AwsScope.DEFAULT), new S3Store.Place(DemoWorld.RECORDS, "production/"), new Writer("w"));
        for (String folder : List.of("state", "status", "rollouts", "inventories", "publications")) {
            store.write(folder + "/shop-production", "{}", null);
        }
        intake.turn();
        assertThat(looks).isEmpty();
        assertThat(kinds).hasSize(5).containsOnly(Intake.Kind.FOREIGN);
    }

    @Test
    void a_deployment_by_hand_is_an_event_of_its_service() {
        cloud.ecs().tell(arn);
        intake.turn();
        clock.advanceSeconds(60);
        cloud.ecs().settle();
        while (!sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10))
                .messages()
                .isEmpty()) {
            // What the service's start had to tell.
        }
        try (EcsClient ecs = Aws.pointed(EcsClient.builder(), cloud.endpoint()).build()) {
            ecs.updateService(
                    b -> b.cluster(DemoWorld.CLUSTER).service(DemoWorld.SERVICE).forceNewDeployment(true));
        }
        intake.turn();
        assertThat(looks).isNotEmpty().containsOnly(DemoWorld.CLUSTER + "/" + DemoWorld.SERVICE);
    }
}
