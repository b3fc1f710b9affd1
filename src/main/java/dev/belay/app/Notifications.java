package dev.belay.app;

import dev.belay.aws.AwsClients;
import dev.belay.model.ServiceAddress;
import dev.belay.notify.Intake;
import dev.belay.notify.IntakeThread;
import dev.belay.notify.Reader;
import dev.belay.notify.RecordPlace;
import dev.belay.notify.aws.SdkNotificationQueue;
import dev.belay.rollout.Reconciler;
import dev.belay.settings.BelaySettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What wakes the daemon between two polls; nothing, where no queue is set. */
final class Notifications {
    private final Optional<IntakeThread> thread;

    /**
     * Starts nothing yet.
     *
     * @param acting whether this replica takes messages now
     * @throws ConfigurationException when what is set is no URL of a queue
     */
    Notifications(
            BelaySettings settings,
            AwsClients clients,
            Reconciler reconciler,
            BooleanSupplier acting,
            RandomGenerator chance,
            InstantSource clock,
            Supplier<Intake.Listener> listener) {
        thread = settings.notifications()
                .queue()
                .map(url -> new IntakeThread(new Intake(
                        new SdkNotificationQueue(clients::sqs, checked(url)),
                        new Reader(place(settings.store())),
                        lookout(reconciler),
                        acting,
                        chance,
                        clock,
                        listener.get())));
    }

    void start() {
        thread.ifPresent(IntakeThread::start);
    }

    void stop(Duration grace) throws InterruptedException {
        if (thread.isPresent()) {
            thread.get().stop(grace);
        }
    }

    private static URI checked(URI url) {
        boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getPath().length() < 2) {
            throw new ConfigurationException(
                    "belay.notifications.queue: " + url
                            + "; expected the URL of an SQS queue, such as https://sqs.eu-north-1.amazonaws.com/123456789012/belay");
        }
        return url;
    }

    private static RecordPlace place(BelaySettings.Store store) {
        return switch (store.kind()) {
            case DIRECTORY -> new RecordPlace.Elsewhere();
            case S3 ->
                new RecordPlace.Objects(
                        store.s3().bucket().orElse(""), store.s3().prefix().orElse(""));
            case DYNAMODB -> new RecordPlace.Items(store.dynamodb().table().orElse(""));
        };
    }

    private static Intake.Lookout lookout(Reconciler reconciler) {
        return new Intake.Lookout() {
            @Override
            public void recordsChanged() {
                reconciler.recordsMayHaveChanged();
            }

            @Override
            public boolean serviceChanged(ServiceAddress service) {
                return reconciler.mayHaveChanged(service);
            }
        };
    }
}
