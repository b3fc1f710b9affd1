package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** {@code -o}: mixed into each command that prints what the API answers. */
final class Output {
    private final Shell shell;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "table (default), wide, json or yaml. The last two are what the API answered.")
    private Form form = Form.TABLE;

    Output(Shell shell) {
        this.shell = shell;
    }

    Form form() {
        return form;
    }

    /** Whether a program reads it. */
    boolean forPrograms() {
        return switch (form) {
            case TABLE, WIDE -> false;
            case JSON, YAML, MARKDOWN -> true;
        };
    }

    boolean wide() {
        return form == Form.WIDE;
    }

    /** Where words for people go: beside the output, where that is for programs. */
    Shell people() {
        return forPrograms() ? shell.aside() : shell;
    }

    /** Prints what was answered, in the form that was asked for. */
    void show(JsonNode answer, Consumer<JsonNode> forPeople) {
        switch (form) {
            case TABLE, WIDE -> forPeople.accept(answer);
            case JSON -> shell.say(Json.pretty(answer));
            case YAML -> shell.say(Json.yaml(answer).stripTrailing());
            case MARKDOWN ->
                throw new Trouble(Exit.USAGE, "Only rollouts and plans of a directory are told in markdown.");
        }
    }
}
