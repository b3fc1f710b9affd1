package dev.belay.cli;

import java.util.List;

/** A few lines at the end of the output that are drawn anew on a terminal. Elsewhere only what is said for good is printed. */
final class Block implements AutoCloseable {
    private final Shell shell;
    private int drawn;

    Block(Shell shell) {
        this.shell = shell;
    }

    /** A line that stays, above the block. */
    void say(String line) {
        erase();
        shell.say(line);
    }

    /** What is so now. */
    void draw(List<String> lines) {
        if (!shell.screen().terminal()) {
            return;
        }
        erase();
        for (String line : lines) {
            shell.out().println(Table.cut(line, shell.screen().width() - 1));
        }
        shell.out().flush();
        drawn = lines.size();
    }

    /** Leaves nothing of it. */
    @Override
    public void close() {
        erase();
        shell.out().flush();
    }

    private void erase() {
        if (drawn > 0) {
            shell.out().print("\u001b[" + drawn + "A\u001b[J");
            drawn = 0;
        }
    }
}
