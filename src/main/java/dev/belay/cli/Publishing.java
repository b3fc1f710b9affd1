package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code publish} and the plan of a directory ask the daemon: options, and the request. */
final class Publishing {
    @Option(
            names = "--take",
            paramLabel = "NAME",
            description = "Take the directory's word for this record though somebody changed it in the store: NAME,"
                    + " pins/NAME, or a pattern with *. May be repeated.")
    private List<String> take = List.of();

    @Option(
            names = "--prune",
            description =
                    "Delete records that an earlier publish wrote and that the directory no longer has. Never what"
                            + " people made, such as the freeze of a rollback.")
    private boolean prune;

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Author of pins that name none; without: the token's name.")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "WHY", description = "Reason of pins that give none.")
    private @Nullable String reason;

    /** What would be done; nothing is. The answer's revision is the fingerprint of what was looked at. */
    Answer shown(Api api, RecordFolder folder) {
        return api.send(request(folder, true));
    }

    /** It is done, if nothing moved since it was shown. */
    Answer done(Api api, RecordFolder folder, Answer shown) {
        return api.send(request(folder, false).ifStill(shown.revision()));
    }

    private Request request(RecordFolder folder, boolean dryRun) {
        ObjectNode body = Json.object();
        var records = body.putArray("records");
        folder.files()
                .forEach(file -> records.addObject().put("place", file.place()).put("text", file.text()));
        take.forEach(body.putArray("take")::add);
        body.put("prune", prune).put("dryRun", dryRun);
        if (by != null) {
            body.put("by", by);
        }
        if (reason != null) {
            body.put("reason", reason);
        }
        return Request.post(Route.of("publish")).body(Request.JSON, body.toString());
    }

    /** Whether there is something to write. */
    static boolean writes(JsonNode item) {
        return switch (Json.text(item, "change")) {
            case "create", "update", "delete" -> true;
            default -> false;
        };
    }

    static boolean deletes(JsonNode item) {
        return Json.text(item, "change").equals("delete");
    }

    /** {@code pins/shop-production}. */
    static String key(JsonNode item) {
        String kind = Json.text(item, "kind");
        return (kind.isEmpty() ? "" : kind.toLowerCase(Locale.ROOT) + "s/") + Json.text(item, "name");
    }

    /** How it ended: 4 where a record is not as the directory says, 5 where a hold keeps a pin back. */
    static Exit exit(JsonNode report) {
        var items = Json.items(report);
        if (items.stream().anyMatch(item -> Json.text(item, "change").equals("kept"))) {
            return Exit.CONFLICT;
        }
        return items.stream().anyMatch(item -> item.hasNonNull("heldBack")) ? Exit.HELD : Exit.DONE;
    }

    /** What becomes of each record, for people. */
    static void print(Shell shell, JsonNode report) {
        int unchanged = 0;
        for (JsonNode item : Json.items(report)) {
            String change = Json.text(item, "change");
            if (change.equals("unchanged") && !item.hasNonNull("heldBack")) {
                unchanged++;
                continue;
            }
            var tint = change.equals("kept") || change.equals("left") ? Screen.Tint.MIND : Screen.Tint.BUSY;
            shell.say("%s  %s"
                    .formatted(shell.screen().paint(tint, "%-9s".formatted(change)), Screen.plain(key(item))));
            words(item).forEach(line -> shell.say("             " + Screen.plain(line)));
        }
        if (unchanged > 0) {
            shell.say("%-9s  %d record%s".formatted("unchanged", unchanged, unchanged == 1 ? "" : "s"));
        }
    }

    /** Why, what differs, and what holds it back. */
    static List<String> words(JsonNode item) {
        var lines = new ArrayList<String>();
        if (item.hasNonNull("why")) {
            lines.add(Json.text(item, "why"));
        }
        item.path("differences").forEach(line -> lines.add(line.asText()));
        if (item.hasNonNull("heldBack")) {
            lines.add("pending: kept back by " + Json.text(item, "heldBack"));
        }
        return lines;
    }
}
