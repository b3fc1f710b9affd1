package dev.belay.cli;

import dev.belay.model.FailureException;
import dev.belay.model.RecordKind;
import dev.belay.store.Catalog;
import dev.belay.store.directory.DirectoryRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay validate DIR...}: every problem of the records in some folders, without a daemon and without a network. */
@Command(
        name = "validate",
        description = "Check the records in directories; needs no daemon and no network.",
        footer = {
            "",
            "Examples:",
            "  belay validate records",
            "  belay validate records -o github     in a workflow of GitHub Actions",
            "",
            "Exit codes: 0 all valid, 1 something is not, 2 wrong usage."
        },
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    /** Forms of the answer. */
    enum Output {
        TABLE,
        JSON,
        /** Commands of GitHub Actions, which it shows at the line of a pull request. */
        GITHUB
    }

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "A directory with the folders targets, pins and holds. Each is a store of its own.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "table (default), json, or github: what GitHub Actions shows at the line.")
    private Output output = Output.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        var findings = new ArrayList<Findings>();
        for (var folder : folders) {
            findings.add(look(folder));
        }
        var out = spec.commandLine().getOut();
        switch (output) {
            case TABLE -> findings.forEach(found -> found.print(out));
            case JSON -> out.println(Findings.json(findings));
            case GITHUB ->
                findings.forEach(found -> {
                    found.problems().stream().map(Annotation::of).forEach(out::println);
                    out.println(found.summary());
                });
        }
        out.flush();
        return findings.stream().allMatch(Findings::valid) ? ExitCode.OK : Exit.FAILED.code();
    }

    private Findings look(Path folder) {
        if (Stream.of(RecordKind.values()).noneMatch(kind -> Files.isDirectory(folder.resolve(kind.folder())))) {
            throw new ParameterException(spec.commandLine(), folder + " has no directory targets, pins or holds.");
        }
        try {
            return Findings.of(folder, Catalog.of(new DirectoryRecords(folder).list(null)));
        } catch (FailureException e) {
            throw new ParameterException(spec.commandLine(), e.failure().message() + ".", e);
        }
    }
}
