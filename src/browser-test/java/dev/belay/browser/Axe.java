package dev.belay.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core (https://github.com/dequelabs/axe-core) finds on a page that keeps people out. */
final class Axe {
    private static final String SCRIPT = read();

    private Axe() {}

    /** The serious and the critical, a line each; empty when there is none. Runs under the page's own Content-Security-Policy. */
    @SuppressWarnings("unchecked")
    static List<String> seriousFindings(Page page) {
        page.evaluate(SCRIPT);
        return (List<String>) page.evaluate("""
                async () => {
                  const found = await axe.run(document, {resultTypes: ['violations']});
                  return found.violations
                      .filter(one => one.impact === 'serious' || one.impact === 'critical')
                      .flatMap(one => one.nodes.map(node =>
                          `${one.impact} ${one.id}: ${one.help}: ${node.target.join(' ')}: ${node.failureSummary}`));
                }""");
    }

    private static String read() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
