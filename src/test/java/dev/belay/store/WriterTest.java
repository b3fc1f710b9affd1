package dev.belay.store;

import static dev.belay.store.SampleRecords.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.model.Failure;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WriterTest {
    private static <T> Supplier<T> failing(Failure failure) {
        return () -> {
            throw failure.asException();
        };
    }

    @Test
    void no_two_writes_have_one_stamp() {
        var writer = new Writer("a");
        assertThat(writer.stamp()).isNotEqualTo(writer.stamp());
    }

    @Test
    void a_write_that_is_found_stored_has_succeeded() {
        assertThat(Writer.settled(failing(new Failure.Conflict("412")), () -> "7"))
                .isEqualTo("7");
        assertThat(Writer.settled(failing(new Failure.Unavailable("500")), () -> "7"))
                .isEqualTo("7");
    }

    @Test
    void a_write_that_is_not_found_has_failed_as_it_said() {
        assertFails(Failure.Conflict.class, () -> Writer.settled(failing(new Failure.Conflict("412")), () -> null));
        assertFails(
                Failure.Unavailable.class, () -> Writer.settled(failing(new Failure.Unavailable("500")), () -> null));
    }

    @Test
    void nobody_knows_of_a_write_when_the_look_fails() {
        assertFails(
                Failure.Unavailable.class,
                () -> Writer.settled(failing(new Failure.Conflict("412")), failing(new Failure.Throttled("slow"))));
    }

    @Test
    void a_refusal_needs_no_look() {
        assertFails(Failure.Denied.class, () -> Writer.settled(failing(new Failure.Denied("403")), () -> "7"));
    }

    @Test
    void an_id_that_no_header_can_carry_is_refused() {
        assertThatThrownBy(() -> new Writer("a#b")).isInstanceOf(IllegalArgumentException.class);
    }
}
