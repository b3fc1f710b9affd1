package dev.belay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.belay.demo.Shop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One daemon and one browser for all tests, and who looks at the console in the test that runs. */
final class Stand implements AutoCloseable {
    private static final Path PICTURES = Path.of("target/browser");

    private final Shop shop;
    private final Playwright playwright;
    private final Browser browser;
    private final ReverseProxy plain;
    private final ReverseProxy prefixed;
    private final List<Visitor> visitors = new ArrayList<>();

    private Stand(Shop shop) {
        this.shop = shop;
        // The browser is one that is installed: none is to be fetched.
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(executable()))
                        .setChromiumSandbox(!"root".equals(System.getProperty("user.name"))));
        this.plain = new ReverseProxy("", shop.port());
        this.prefixed = new ReverseProxy("/belay", shop.port());
    }

    static Stand open() throws InterruptedException {
        // A rollout takes its seconds, and more where others need the machine as well.
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        return new Stand(Shop.open());
    }

    private static String executable() {
        String path = System.getProperty("browser.path", "");
        return path.isEmpty() ? "/usr/bin/chromium" : path;
    }

    Shop shop() {
        return shop;
    }

    /** Through which people on other machines come; they have to sign in. */
    ReverseProxy proxy() {
        return plain;
    }

    /** Somebody at another machine, at a desk in daylight. */
    Visitor visitor() {
        return visitor(plain.address(), desk(ColorScheme.LIGHT));
    }

    Visitor visitor(Browser.NewContextOptions screen) {
        return visitor(plain.address(), screen);
    }

    /** Somebody for whom the console lies below {@code /belay}. */
    Visitor visitorBelowPrefix() {
        return visitor(prefixed.address(), desk(ColorScheme.LIGHT));
    }

    /** Somebody at the daemon's own machine, where no token is needed. */
    Visitor visitorFromLoopback() {
        return visitor("http://127.0.0.1:" + shop.port() + "/", desk(ColorScheme.LIGHT));
    }

    private Visitor visitor(String address, Browser.NewContextOptions screen) {
        var visitor = new Visitor(browser.newContext(screen), address);
        visitors.add(visitor);
        return visitor;
    }

    static Browser.NewContextOptions desk(ColorScheme scheme) {
        return new Browser.NewContextOptions()
                .setViewportSize(1280, 860)
                .setColorScheme(scheme)
                .setLocale("en-GB");
    }

    static Browser.NewContextOptions phone(ColorScheme scheme) {
        return new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setIsMobile(true)
                .setColorScheme(scheme)
                .setLocale("en-GB");
    }

    /** Everybody goes home; no page may have complained. */
    void clear(String test, boolean failed) {
        plain.mend();
        prefixed.mend();
        try {
            if (failed) {
                picture(test);
            } else {
                assertThat(visitors.stream().flatMap(one -> one.complaints().stream()))
                        .as("errors in the pages and violations of the Content-Security-Policy")
                        .isEmpty();
            }
        } finally {
            visitors.forEach(one -> one.context().close());
            visitors.clear();
        }
    }

    /** What stood on each screen, for whoever looks for the cause. */
    private void picture(String test) {
        int number = 0;
        for (Visitor visitor : visitors) {
            for (Page tab : visitor.tabs()) {
                Path file = PICTURES.resolve(test + "-" + number++ + ".png");
                tab.screenshot(new Page.ScreenshotOptions()
                        .setPath(file)
                        .setFullPage(true)
                        .setTimeout(5000));
                System.err.println("at the failure: " + tab.url() + ", seen in " + file);
            }
            visitor.complaints().forEach(System.err::println);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        plain.close();
        prefixed.close();
        shop.close();
    }
}
