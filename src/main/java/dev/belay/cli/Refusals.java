package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.cli.Context.Credential;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Problems (RFC 9457) in words.
 *
 * @param tokenSent whether a token was sent
 */
record Refusals(Context context, Path file, boolean tokenSent) {
    /** @param problem an empty object: whatever answered told none */
    Trouble of(int status, JsonNode problem) {
        var more = new ArrayList<String>();
        problem.path("problems").forEach(each -> more.add("  " + Screen.plain(each.asText())));
        String detail = said(Screen.plain(Json.text(problem, "detail")), more);
        String message = switch (status) {
            case 401 -> unauthorized(detail);
            case 403 -> detail.isEmpty() ? "That is not allowed." : "Not allowed: " + detail + ".";
            case 412 -> "Somebody else was faster: " + (detail.isEmpty() ? "it was changed meanwhile" : detail) + ".";
            case 423 -> detail.isEmpty() ? "A hold keeps it back." : "Held: " + detail + ".";
            default -> other(status, detail, problem.isEmpty());
        };
        switch (status) {
            case 401 -> more.add(howToGetIn());
            case 403 -> more.add("Asked with " + token() + ".");
            case 412 -> more.add("Nothing was written. Look again, and say it anew.");
            default -> {}
        }
        return new Trouble(Exit.of(status), message, more).answered(status);
    }

    /** The detail may have the problems too, in one long line: they stand below it, one on each. */
    private static String said(String detail, List<String> problems) {
        int listed = problems.isEmpty()
                ? -1
                : detail.indexOf(": " + problems.getFirst().strip());
        return listed < 0 ? detail : detail.substring(0, listed);
    }

    private String other(int status, String detail, boolean foreign) {
        if (foreign) {
            return "Whatever answers at " + context.described() + " says " + status + ", and not as Belay would."
                    + (status / 100 == 3 ? " It sends elsewhere: give that address itself." : "");
        }
        if (status == 404 && detail.isEmpty()) {
            return "There is nothing of that name.";
        }
        return detail.isEmpty() ? "The daemon answered " + status + "." : capital(detail) + ".";
    }

    private String unauthorized(String detail) {
        return tokenSent
                ? context.described() + " does not accept the token from " + token() + "."
                : context.described() + " wants a token" + (detail.startsWith("nobody") ? ": " + detail : "") + ".";
    }

    private String howToGetIn() {
        return context.name() == null
                ? "Set BELAY_TOKEN, or a context with tokenFile or tokenCommand in " + file + "."
                : "Set token, tokenFile or tokenCommand of the context " + context.name() + " in " + file
                        + ", or BELAY_TOKEN where it has none.";
    }

    private String token() {
        return switch (context.credential()) {
            case Credential.None none -> "no token";
            case Credential.Variable variable -> "BELAY_TOKEN";
            case Credential.Literal literal -> "context " + context.name();
            case Credential.File(String path) -> path;
            case Credential.Command command -> "the command " + command.words().getFirst();
        };
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
