package dev.belay.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.belay.store.Catalog;
import dev.belay.store.Entry;
import dev.belay.store.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What validation found in one directory.
 *
 * @param waiting pins that could not be compared with their target, since that is invalid itself
 */
record Findings(Path folder, int records, int invalid, List<Entry<?>> waiting, List<Problem> problems) {
    static Findings of(Path folder, Catalog catalog) {
        List<Entry<?>> entries = Stream.<Collection<? extends Entry<?>>>of(
                        catalog.targets().values(),
                        catalog.pins().values(),
                        catalog.holds().values())
                .<Entry<?>>flatMap(Collection::stream)
                .toList();
        int invalid =
                (int) entries.stream().filter(Entry.Invalid.class::isInstance).count();
        var waiting = entries.stream().filter(Entry.Waiting.class::isInstance).toList();
        return new Findings(folder, entries.size(), invalid, waiting, catalog.problems());
    }

    boolean valid() {
        return invalid == 0;
    }

    void print(PrintWriter out) {
        problems.forEach(out::println);
        waiting.forEach(pin -> out.println(pin.place() + ": not compared with its target, which is invalid"));
        out.println(summary());
    }

    /** All of it in a line. */
    String summary() {
        return folder + ": " + count(records, "record") + ", "
                + (valid() ? "all valid" : invalid + " invalid, " + count(problems.size(), "problem"));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** {@code {"valid": false, "directories": [{"directory": …, "problems": […]}]}}. */
    static String json(List<Findings> findings) {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeBooleanField("valid", findings.stream().allMatch(Findings::valid));
            json.writeArrayFieldStart("directories");
            for (var found : findings) {
                found.write(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can't fail", e);
        }
        return text.toString();
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("directory", folder.toString());
        json.writeNumberField("records", records);
        json.writeNumberField("invalid", invalid);
        json.writeArrayFieldStart("problems");
        for (var problem : problems) {
            json.writeStartObject();
            json.writeStringField("place", problem.place());
            if (problem.at() != null) {
                json.writeNumberField("line", problem.at().line());
                json.writeNumberField("column", problem.at().column());
            }
            json.writeStringField("path", problem.path());
            json.writeStringField("found", problem.found());
            json.writeStringField("expected", problem.expected());
            json.writeStringField("suggestion", problem.suggestion());
            json.writeStringField("message", problem.toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
