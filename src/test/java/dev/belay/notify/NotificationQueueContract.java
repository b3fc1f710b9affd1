package dev.belay.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.notify.NotificationQueue.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every queue does, the one in memory and SQS. */
public abstract class NotificationQueueContract {
    /** For so long nobody sees a message that somebody took. */
    protected static final Duration HIDDEN = Duration.ofSeconds(30);

    /** The queue, empty at first. */
    protected abstract NotificationQueue queue();

    /** Somebody sends a message. */
    protected abstract void send(String body);

    protected abstract void pass(Duration time);

    private List<String> bodies() {
        return queue().receive(Duration.ZERO).stream().map(Message::body).toList();
    }

    @Test
    void what_was_sent_is_received() {
        send("{\"a\": \"ä\"}");
        assertThat(bodies()).containsExactly("{\"a\": \"ä\"}");
    }

    @Test
    void without_messages_nothing_is_received() {
        assertThat(bodies()).isEmpty();
    }

    @Test
    void what_was_deleted_does_not_come_again() {
        send("one");
        queue().delete(queue().receive(Duration.ZERO));
        pass(HIDDEN.multipliedBy(2));
        assertThat(bodies()).isEmpty();
    }

    @Test
    void what_was_not_deleted_is_hidden_for_a_while_and_comes_again() {
        send("one");
        queue().receive(Duration.ZERO);
        pass(HIDDEN.minusSeconds(1));
        assertThat(bodies()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(bodies()).containsExactly("one");
    }

    @Test
    void a_batch_is_ten_at_most_and_in_the_end_all_came() {
        for (int i = 0; i < 23; i++) {
            send("message " + i);
        }
        var all = new ArrayList<String>();
        for (List<Message> batch = queue().receive(Duration.ZERO);
                !batch.isEmpty();
                batch = queue().receive(Duration.ZERO)) {
            assertThat(batch).hasSizeLessThanOrEqualTo(NotificationQueue.BATCH);
            batch.forEach(message -> all.add(message.body()));
            queue().delete(batch);
        }
        assertThat(all).hasSize(23).doesNotHaveDuplicates();
    }

    @Test
    void deleting_twice_and_deleting_late_do_no_harm() {
        send("one");
        List<Message> taken = queue().receive(Duration.ZERO);
        pass(HIDDEN.plusSeconds(1));
        queue().delete(taken);
        queue().delete(taken);
        assertThat(bodies()).isEmpty();
    }
}
