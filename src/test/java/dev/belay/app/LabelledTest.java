package dev.belay.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Rollout;
import dev.belay.reconcile.Backoff;
import dev.belay.reconcile.Loop;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Pass;
import dev.belay.reconcile.Priority;
import dev.belay.reconcile.WorkQueue;
import dev.belay.rollout.Happening;
import dev.belay.rollout.Reconciler;
import dev.belay.rollout.Statuses;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose line it is, for those who collect logs. */
class LabelledTest {
    private static final Logger ROOT = Logger.getLogger("");
    private static final System.Logger LOG = System.getLogger(LabelledTest.class.getName());

    private final PatternFormatter formatter = new PatternFormatter("%X{target} %X{rollout}: %s");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(formatter.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        ROOT.addHandler(listener);
    }

    @AfterEach
    void leave() {
        ROOT.removeHandler(listener);
    }

    /** One pass over a key, in a thread of its own as in the daemon; what was logged after it says so. */
    private List<String> logged(String key, UnaryOperator<String> target, Pass pass) throws InterruptedException {
        var queue = new WorkQueue(Clock.systemUTC());
        queue.add(key, Priority.CHANGE);
        var threads = new CopyOnWriteArrayList<Thread>();
        var loop = new Loop(
                new Labelled(pass, target, new Statuses()),
                queue,
                new Backoff(new Random(1)),
                run -> threads.add(Thread.startVirtualThread(run)),
                1,
                Clock.systemUTC(),
                (item, outcome, duration) -> {});
        loop.dispatch();
        for (Thread thread : threads) {
            thread.join();
        }
        return lines.stream().filter(line -> line.startsWith("shop")).toList();
    }

    @Test
    void what_a_pass_says_has_its_target() throws Exception {
        assertThat(logged("shop", name -> name, key -> {
                    LOG.log(System.Logger.Level.INFO, "looked");
                    return new Outcome.Gone();
                }))
                .containsExactly("shop : looked");
    }

    @Test
    void so_has_what_is_said_of_an_errand() throws Exception {
        assertThat(logged("TELL shop", Reconciler::ofErrand, key -> {
                    LOG.log(System.Logger.Level.INFO, "told");
                    return new Outcome.Gone();
                }))
                .containsExactly("shop : told");
    }

    @Test
    void a_step_has_its_rollout_and_so_has_what_the_pass_says_after_it() throws Exception {
        var step = new Rollout.Step(Instant.EPOCH, "api", "updated");
        assertThat(logged("shop", name -> name, key -> {
                    new Narrator(() -> true).accept(new Happening.StepTaken("shop", "r1", step));
                    LOG.log(System.Logger.Level.INFO, "and more");
                    return new Outcome.Gone();
                }))
                .containsExactly("shop r1: shop api: updated [r1]", "shop r1: and more");
    }

    @Test
    void a_pass_that_broke_is_told_of_with_its_target() throws Exception {
        assertThat(logged("shop", name -> name, key -> {
                    throw new IllegalStateException("a bug");
                }))
                .containsExactly("shop : the pass over shop broke");
    }
}
