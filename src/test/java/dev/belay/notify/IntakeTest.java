package dev.belay.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.VirtualClock;
import dev.belay.model.Failure;
import dev.belay.model.ServiceAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final String PIN = Messages.s3("shop-belay", "pins/shop-production.yaml");
    private static final String STATUS = Messages.s3("shop-belay", "status/shop-production.json");
    private static final String OURS = Messages.ecsTask("service:shop-api");
    private static final String OTHERS = Messages.ecsTask("service:blog");

    private final VirtualClock clock = new VirtualClock();
    private final MemoryQueue queue = new MemoryQueue(clock);
    private final List<String> looks = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Logger logger = Logger.getLogger(Intake.class.getName());
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add((record.getLevel().intValue() < Level.WARNING.intValue() ? "" : "WARNING ")
                    + java.text.MessageFormat.format(record.getMessage(), record.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private boolean acting = true;
    private @Nullable Failure receiving;
    private @Nullable Failure deleting;

    private final Intake intake = new Intake(
            new NotificationQueue() {
                @Override
                public List<Message> receive(Duration wait) {
                    if (receiving != null) {
                        throw receiving.asException();
                    }
                    return queue.receive(wait);
                }

                @Override
                public void delete(List<Message> messages) {
                    if (deleting != null) {
                        throw deleting.asException();
                    }
                    queue.delete(messages);
                }
            },
            new Reader(new RecordPlace.Objects("shop-belay", "")),
            new Intake.Lookout() {
                @Override
                public void recordsChanged() {
                    looks.add("records");
                }

                @Override
                public boolean serviceChanged(ServiceAddress service) {
                    boolean known = service.service().equals("shop-api");
                    if (known) {
                        looks.add(service.service());
                    }
                    return known;
                }
            },
            () -> acting,
            new SplittableRandom(1),
            clock,
            new Intake.Listener() {
                @Override
                public void begins(boolean takes) {}

                @Override
                public void answered() {}

                @Override
                public void received(Intake.Kind kind) {
                    counted.add(kind.name());
                }
            });

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(ear);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(ear);
        logger.setUseParentHandlers(true);
    }

    @Test
    void each_message_is_looked_into_counted_and_deleted_whatever_it_says() {
        List.of(PIN, STATUS, OURS, OTHERS, "look!").forEach(queue::send);
        assertThat(intake.turn()).isZero();
        assertThat(looks).containsExactly("records", "shop-api");
        assertThat(counted).containsExactly("RECORDS", "FOREIGN", "SERVICE", "FOREIGN", "UNREADABLE");
        assertThat(queue.size()).isZero();
    }

    @Test
    void bad_messages_are_told_of_once_in_a_while_with_their_number_and_without_what_they_say() {
        for (int i = 0; i < 10; i++) {
            queue.send("a secret " + i);
            intake.turn();
        }
        assertThat(said).hasSize(1);
        clock.advance(Duration.ofMinutes(10));
        queue.send("another secret");
        intake.turn();
        assertThat(said).hasSize(2);
        assertThat(said.get(1)).startsWith("WARNING 10 messages").endsWith("not JSON");
        assertThat(said).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void a_queue_that_cannot_be_read_is_told_of_once_and_asked_ever_more_rarely_until_it_answers() {
        receiving = new Failure.Denied("sqs ReceiveMessage belay: AccessDenied");
        Duration first = intake.turn();
        assertThat(first).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
        Duration last = first;
        for (int i = 0; i < 20; i++) {
            last = intake.turn();
        }
        assertThat(last).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
        assertThat(said)
                .containsExactly("WARNING no notifications, only polling, until the queue answers again: "
                        + "sqs ReceiveMessage belay: AccessDenied");
        receiving = null;
        assertThat(intake.turn()).isZero();
        assertThat(said).hasSize(2);
        assertThat(said.getLast()).isEqualTo("the notification queue answers again");
    }

    @Test
    void what_cannot_be_deleted_is_looked_into_all_the_same_and_comes_again() {
        queue.send(PIN);
        deleting = new Failure.Denied("sqs DeleteMessageBatch belay: AccessDenied");
        assertThat(intake.turn()).isPositive();
        assertThat(looks).containsExactly("records");
        clock.advance(Duration.ofMinutes(1));
        intake.turn();
        assertThat(looks).containsExactly("records", "records");
    }

    @Test
    void a_replica_that_stands_by_takes_nothing() {
        acting = false;
        queue.send(PIN);
        assertThat(intake.turn()).isEqualTo(Intake.STANDING_BY);
        assertThat(queue.receive(Duration.ZERO)).hasSize(1);
        assertThat(looks).isEmpty();
    }

    @Test
    void one_that_is_stopped_takes_nothing_and_complains_of_nothing() {
        queue.send(PIN);
        intake.stop();
        intake.turn();
        assertThat(looks).isEmpty();
        assertThat(said).isEmpty();
        assertThat(queue.size()).isOne();
    }
}
