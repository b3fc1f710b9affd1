package dev.belay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.belay.demo.Shop;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Finding one among many, and sending somebody else to what was found. */
@ExtendWith(InBrowser.class)
class WallIT {
    @Test
    void a_search_and_a_summary_narrow_the_lines_and_the_address_keeps_both(Stand stand) throws Exception {
        try (var fleet = stand.shop().fleet("parcel", 8)) {
            fleet.awaitSeen();
            Visitor viewer = stand.visitor();
            ConsolePage wall = viewer.open("", Shop.VIEWER);
            assertThat(wall.lines()).hasCount(9);

            wall.search().fill("team=catalog");
            assertThat(wall.lines()).hasCount(2);
            assertThat(wall.line("parcel-0001")).isVisible();
            assertThat(wall.tally("Unpinned")).containsText("2");
            wall.search().fill("");
            wall.tally("Synced").click();
            assertThat(wall.lines()).hasCount(1);
            assertThat(wall.line(Shop.TARGET)).isVisible();
            wall.tally("All").click();
            wall.tally("Unpinned").click();
            wall.search().fill("billing");
            assertThat(wall.lines()).hasCount(2);

            assertThat(wall.page()).hasURL(Pattern.compile("summary=unpinned.*q=billing"));
            ConsolePage sentOn =
                    viewer.open(wall.page().url().substring(viewer.address().length()));
            assertThat(sentOn.lines()).hasCount(2);
            assertThat(sentOn.search()).hasValue("billing");
        }
    }

    @Test
    void a_target_that_comes_gets_a_line_and_one_that_goes_loses_it(Stand stand) throws Exception {
        // htmx finds no line to replace, says so, and the page puts the new line in.
        Visitor viewer = stand.visitor().expectingComplaint("htmx:oobErrorNoTarget");
        ConsolePage wall = viewer.open("", Shop.VIEWER).listening();
        try (var fleet = stand.shop().fleet("letter", 1)) {
            fleet.awaitSeen();
            assertThat(wall.line("letter-0000")).containsText("Unpinned");
        }
        assertThat(wall.line("letter-0000")).hasCount(0);
    }

    @Test
    void where_nothing_matches_the_page_says_so(Stand stand) {
        ConsolePage wall = stand.visitor().open("?q=nothing-is-called-so", Shop.VIEWER);
        assertThat(wall.page().getByText("No target matches.")).isVisible();
        wall.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Show all"))
                .click();
        assertThat(wall.line(Shop.TARGET)).isVisible();
    }
}
