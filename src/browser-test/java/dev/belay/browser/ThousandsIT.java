package dev.belay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.belay.demo.Fleet;
import dev.belay.demo.Shop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two thousand targets on one page. Each has a service in the local cloud and is watched by the daemon as any other. How long
 * the page was busy is printed and never asserted: docs/performance.md has what was seen.
 */
@ExtendWith(InBrowser.class)
class ThousandsIT {
    private static final int TARGETS = 2_000;
    private static final int CHANGED_PER_SECOND = 100;
    private static final int SECONDS = 8;

    /** Counts, in the page: tasks of the main thread over 50 ms (https://w3c.github.io/longtasks/), and the lines that came. */
    private static final String OBSERVE = """
            () => {
              window.seen = {tasks: [], lines: 0, messages: 0};
              new PerformanceObserver(list => list.getEntries().forEach(one => seen.tasks.push(Math.round(one.duration))))
                  .observe({type: 'longtask'});
              document.addEventListener('htmx:sseBeforeMessage', event => seen.messages += event.detail.type === 'rows');
              new MutationObserver(list => list.forEach(change => seen.lines += change.addedNodes.length))
                  .observe(document.getElementById('rows'), {childList: true});
            }""";

    @Test
    void two_thousand_targets_stay_usable_while_a_hundred_change_every_second_and_no_line_is_lost(Stand stand)
            throws Exception {
        try (var fleet = stand.shop().fleet("fleet", TARGETS)) {
            fleet.awaitSeen();
            ConsolePage wall = stand.visitor().open("", Shop.VIEWER).listening();
            assertThat(wall.tally("All")).containsText(Integer.toString(TARGETS + 1));
            say("opened, ms until the page was loaded", wall.page().evaluate("""
                    () => Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"""));
            wall.page().evaluate(OBSERVE);

            search(wall, "fleet-0042", 1);
            search(wall, "team=billing", TARGETS / 4);
            search(wall, "", TARGETS + 1);
            report(wall, "while searching");

            change(fleet);
            search(wall, "fleet-1999", 1);
            search(wall, "", TARGETS + 1);
            wall.page()
                    .waitForFunction(
                            """
                            changed => [...document.querySelectorAll('tr[data-name^=fleet-]')]
                                .filter(row => row.dataset.labels.includes('wave=2')).length === changed""", CHANGED_PER_SECOND * SECONDS, new Page.WaitForFunctionOptions().setTimeout(90_000));
            report(wall, "while " + CHANGED_PER_SECOND + " records were edited each second for " + SECONDS + " s");
            assertThat(names(wall)).hasSize(TARGETS + 1).doesNotHaveDuplicates();
            assertThat(waves(wall))
                    .isEqualTo(Map.of("2", CHANGED_PER_SECOND * SECONDS, "1", TARGETS - CHANGED_PER_SECOND * SECONDS));
            assertThat(wall.tally("All")).containsText(Integer.toString(TARGETS + 1));
            assertThat(wall.wasNotReloaded()).isTrue();
        }
    }

    /** Edits records of other targets each second, as a pipeline would: a status tells of its target's labels. */
    private static void change(Fleet fleet) {
        long next = System.nanoTime();
        for (int i = 0; i < CHANGED_PER_SECOND * SECONDS; i++) {
            fleet.write(i, "2");
            next += 1_000_000_000L / CHANGED_PER_SECOND;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private static void search(ConsolePage wall, String words, int lines) {
        long began = System.nanoTime();
        wall.search().fill(words);
        assertThat(wall.tally("All")).containsText(Integer.toString(lines));
        say("searched for '" + words + "', ms until it was shown", (System.nanoTime() - began) / 1_000_000);
    }

    @SuppressWarnings("unchecked")
    private static List<String> names(ConsolePage wall) {
        return (List<String>)
                wall.page().evaluate("() => [...document.querySelectorAll('#rows > tr')].map(row => row.dataset.name)");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Integer> waves(ConsolePage wall) {
        return (Map<String, Integer>) wall.page().evaluate("""
                () => {
                  const waves = {};
                  document.querySelectorAll('tr[data-name^=fleet-]').forEach(row => {
                    const wave = row.dataset.labels.match(/wave=(\\d+)/)[1];
                    waves[wave] = (waves[wave] || 0) + 1;
                  });
                  return waves;
                }""");
    }

    private static void report(ConsolePage wall, String when) {
        say(
                "main thread " + when + ": lines, messages, tasks over 50 ms",
                wall.page().evaluate("""
                () => {
                  const text = `${seen.lines} lines in ${seen.messages} messages, ${seen.tasks.length} long tasks, ` +
                      `the longest ${Math.max(0, ...seen.tasks)} ms`;
                  seen.tasks = [];
                  seen.lines = 0;
                  seen.messages = 0;
                  return text;
                }"""));
    }

    private static void say(String what, Object measured) {
        System.out.println("[console, " + TARGETS + " targets] " + what + ": " + measured);
    }
}
