package dev.belay.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.Belay;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/permissions.md shows is what the table says and the command prints. Where it is not, target/permissions.md is how it should be. */
class PermissionsDocTest {
    private static final Path DOC = Path.of("docs/permissions.md");
    private static final Pattern COMMAND =
            Pattern.compile("(```sh\\nbelay (policy [^`]*)\\n```\\n+```json\\n)(.*?)(```)", Pattern.DOTALL);
    private static final Pattern TABLE =
            Pattern.compile("(\\| for \\| action \\| on \\| [^\\n]*\\n\\|[-|]*\\|\\n)(.*?)(\\n\\n)", Pattern.DOTALL);

    @Test
    void its_policies_are_printed_by_the_commands_above_them_and_its_table_is_the_codes() throws IOException {
        String text = Files.readString(DOC);
        String printed = replaced(COMMAND, text, found -> found.group(1) + belay(found.group(2)) + found.group(4));
        String expected = replaced(TABLE, printed, found -> found.group(1) + table() + found.group(3));
        assertThat(COMMAND.matcher(text).results()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(TABLE.matcher(text).results()).hasSize(1);
        if (!expected.equals(text)) {
            Files.writeString(Path.of("target/permissions.md"), expected);
        }
        assertThat(text)
                .as("%s is stale: cp target/permissions.md %s", DOC, DOC)
                .isEqualTo(expected);
    }

    private static String replaced(
            Pattern pattern, String text, java.util.function.Function<MatchResult, String> replacement) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement.apply(found)));
    }

    private static String belay(String line) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Belay.run(
                new PrintWriter(out),
                new PrintWriter(err),
                line.replace("\\\n", " ").trim().split("\\s+", -1));
        assertThat(code).as(err.toString()).isZero();
        return out.toString();
    }

    private static String table() {
        return Policies.table().stream()
                .flatMap(grant -> grant.permissions().stream().map(permission -> row(grant, permission)))
                .collect(Collectors.joining("\n"));
    }

    private static String row(Grant grant, Permission permission) {
        String on = grant.everywhere() ? "`*`" : grant.about().words();
        String calls = permission.isImplied() || permission.calls().size() > 1
                ? permission.calls().stream()
                        .map(call -> "`" + call.substring(call.indexOf(':') + 1) + "`")
                        .collect(Collectors.joining(", "))
                : "";
        return "| " + grant.use().words() + " | `" + permission.action() + "` | " + on + " | "
                + grant.access().words() + " | " + calls + " | " + permission.why() + " |";
    }
}
