package dev.belay.cli;

import dev.belay.store.Problem;

/**
 * A problem as a command of GitHub Actions, which shows it at its line. What stands in a record can't end the command or begin
 * another one.
 *
 * @see <a href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands">Workflow commands</a>
 */
final class Annotation {
    private Annotation() {}

    static String of(Problem problem) {
        var line = new StringBuilder("::error file=").append(property(problem.place()));
        if (problem.at() != null) {
            line.append(",line=").append(problem.at().line());
            line.append(",col=").append(problem.at().column());
        }
        return line.append(",title=belay validate::")
                .append(data(problem.toString()))
                .toString();
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
