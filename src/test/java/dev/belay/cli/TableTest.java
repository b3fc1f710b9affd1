package dev.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.Table.Cell;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Screen NARROW = new Screen(true, false, 24);

    @Test
    void on_a_terminal_the_widest_column_gives_way() {
        var table = new Table("NAME", "WHY").row("shop", "it runs shop-api:2 and should not");
        assertThat(table.lines(NARROW)).containsExactly("NAME  WHY", "shop  it runs shop-api:…");
    }

    @Test
    void where_it_says_so_the_last_column_goes_on_below() {
        var table = new Table("NAME", "WHY")
                .row("shop", "it runs shop-api:2 and should not")
                .wrapping();
        assertThat(table.lines(NARROW))
                .containsExactly("NAME  WHY", "shop  it runs shop-api:2", "      and should not");
    }

    @Test
    void elsewhere_nothing_is_cut() {
        var table = new Table("A").row("x".repeat(500));
        assertThat(table.lines(Screen.NONE).getLast()).hasSize(500);
    }

    @Test
    void colour_changes_no_width_and_control_characters_never_get_through() {
        var table = new Table("A", "B").row(Cell.word("Synced"), Cell.of("b\u001b[31mc"));
        assertThat(table.lines(new Screen(true, true, 80)).getLast()).isEqualTo("\u001b[32mSynced\u001b[0m  b [31mc");
    }
}
