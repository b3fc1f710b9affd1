package dev.belay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.belay.demo.Fleet;
import dev.belay.demo.Shop;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.model.RecordKind;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code make screenshots}: the README's pictures, taken of the running console in an incident. No part of {@code make test}. */
@ExtendWith(InBrowser.class)
class Screenshots {
    private static final Path FOLDER = Path.of("docs/images");

    @Test
    void of_an_incident(Stand stand) throws Exception {
        try (var fleet = stand.shop().fleet("parcel", 6)) {
            fleet.awaitSeen();
            others(stand.shop(), fleet);
            ConsolePage light = desk(stand, ColorScheme.LIGHT);
            ConsolePage dark = desk(stand, ColorScheme.DARK);
            ConsolePage phone = stand.visitor(Stand.phone(ColorScheme.LIGHT)).open("", Shop.OPERATOR);
            stand.shop().pinSpec("""
                    {version: "%s", reason: "release 1430", by: ci}""".formatted(DemoWorld.BAD));
            assertThat(light.line(Shop.TARGET)).containsText("Degraded");
            assertThat(dark.line(Shop.TARGET)).containsText("Degraded");
            assertThat(phone.line(Shop.TARGET)).containsText("Degraded");
            assertThat(light.line("parcel-0003")).containsText("Soaking");
            picture(light, "overview-light");
            picture(dark, "overview-dark");
            picture(phone, "phone");
            for (ConsolePage tab : new ConsolePage[] {light, dark}) {
                tab.link(Shop.TARGET).click();
                assertThat(tab.region("Versions")).containsText(DemoWorld.GOOD);
            }
            picture(light, "target-failed-light");
            light.button("Roll back…").click();
            light.reason().fill("INC-482: login fails since 14:32");
            picture(light, "rollback-light");
            light.inDialog("Roll back").click();
            assertThat(light.summary()).hasText("Progressing");
            assertThat(dark.summary()).hasText("Progressing");
            picture(dark, "target-rollback-dark");
            picture(light, "target-rollback-light");
        }
    }

    /** A wall has more than one line: services that run as pinned, one that is not there, and a record with a mistake. */
    private static void others(Shop shop, Fleet fleet) {
        for (int i = 0; i < 4; i++) {
            shop.put(RecordKind.PIN, fleet.name(i), """
                    apiVersion: belay.dev/v1
                    kind: Pin
                    metadata: {name: %s}
                    spec: {components: {api: {taskDefinition: "fleet:1"}}, reason: "release 88", by: ci}
                    """.formatted(fleet.name(i)));
        }
        shop.put(RecordKind.TARGET, "payments", """
                apiVersion: belay.dev/v1
                kind: Target
                metadata: {name: payments, labels: {team: billing}}
                spec:
                  aws: {region: eu-north-1}
                  components: {api: {ecs: {cluster: fleet, service: payments}}}
                """);
        shop.put(RecordKind.TARGET, "search", """
                apiVersion: belay.dev/v1
                kind: Target
                metadata: {name: search, labels: {team: search}}
                spec:
                  aws: {region: eu-north-1}
                  components: {api: {ecs: {cluster: fleet, servise: search}}}
                """);
    }

    private static ConsolePage desk(Stand stand, ColorScheme scheme) {
        Browser.NewContextOptions screen = Stand.desk(scheme).setDeviceScaleFactor(1.5);
        return stand.visitor(screen).open("", Shop.OPERATOR).listening();
    }

    private static void picture(ConsolePage tab, String name) {
        tab.page()
                .screenshot(
                        new Page.ScreenshotOptions().setPath(FOLDER.resolve(name.toLowerCase(Locale.ROOT) + ".png")));
    }
}
