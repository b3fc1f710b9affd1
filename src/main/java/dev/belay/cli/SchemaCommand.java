package dev.belay.cli;

import dev.belay.model.RecordKind;
import dev.belay.store.RecordSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay schema target|pin|hold}: what editors complete and check records by. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of a kind of record; needs no daemon and no network.",
        footer = {
            "",
            "Editors with the YAML language server read it where a record's first line names it:",
            "  # yaml-language-server: $$schema=../schemas/pin.json",
            "",
            "Example: belay schema pin > records/schemas/pin.json"
        },
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
    @Parameters(paramLabel = "KIND", description = "target, pin or hold.")
    private RecordKind kind = RecordKind.PIN;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(RecordSchema.of(kind));
        out.flush();
        return ExitCode.OK;
    }
}
