package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the completion scripts ask: the words so far, the last of them begun. Says nothing where it can't tell. */
@Command(name = "__complete", hidden = true)
final class CompleteCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> words = new ArrayList<>();

    CompleteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String begun = words.isEmpty() ? "" : words.getLast();
        try {
            candidates(begun)
                    .filter(word -> word.startsWith(begun))
                    .sorted()
                    .distinct()
                    .forEach(shell::say);
        } catch (Trouble e) {
            // No daemon, no names; nobody wants to read of it here.
        }
        return Exit.DONE.code();
    }

    private Stream<String> candidates(String begun) {
        var commands = spec.parent().subcommands();
        if (words.size() < 2) {
            return commands.entrySet().stream()
                    .filter(entry ->
                            !entry.getValue().getCommandSpec().usageMessage().hidden())
                    .map(java.util.Map.Entry::getKey);
        }
        CommandLine command = commands.get(words.getFirst());
        if (command == null) {
            return Stream.empty();
        }
        OptionSpec before = command.getCommandSpec().findOption(words.get(words.size() - 2));
        if (before != null && before.arity().max() > 0) {
            return ofOption(before);
        }
        return begun.startsWith("-")
                ? command.getCommandSpec().options().stream()
                        .filter(option -> !option.hidden())
                        .map(OptionSpec::longestName)
                : ofParameter(command);
    }

    private Stream<String> ofOption(OptionSpec option) {
        return switch (option.longestName()) {
            case "--output" -> Stream.of(Form.values()).map(Form::toString);
            case "--context" -> ContextFile.read(new Contexts(shell).file()).contexts().keySet().stream();
            case "--to" -> versions();
            case "--targets" -> targets();
            case "--summary" ->
                Stream.of(
                        "Invalid",
                        "Unknown",
                        "Stalled",
                        "Degraded",
                        "Held",
                        "Drifted",
                        "Progressing",
                        "Verifying",
                        "Soaking",
                        "Synced",
                        "Unpinned");
            default -> Stream.empty();
        };
    }

    private Stream<String> ofParameter(CommandLine command) {
        int before = positionals(command).size();
        return switch (command.getCommandName()) {
            case "status", "watch" -> targets();
            case "plan", "pin" -> before == 0 ? targets() : before == 1 ? versions() : Stream.empty();
            case "mark" ->
                before == 0
                        ? targets()
                        : before == 1 ? versions() : before == 2 ? Stream.of("known-good", "vetoed") : Stream.empty();
            case "rollouts" -> before == 0 ? targets() : before == 1 ? rollouts() : Stream.empty();
            case "versions", "rollback", "admit", "reconcile" -> before == 0 ? targets() : Stream.empty();
            case "release" -> before == 0 ? names("holds", "/name") : Stream.empty();
            case "completion" -> before == 0 ? Stream.of("bash", "zsh") : Stream.empty();
            default -> Stream.empty();
        };
    }

    /** Those before the word that is begun, without options and their values. */
    private List<String> positionals(CommandLine command) {
        var found = new ArrayList<String>();
        for (int i = 1; i < words.size() - 1; i++) {
            String word = words.get(i);
            if (word.startsWith("-")) {
                OptionSpec option = command.getCommandSpec().findOption(word);
                i += option != null && option.arity().max() > 0 ? 1 : 0;
            } else {
                found.add(word);
            }
        }
        return found;
    }

    private Stream<String> targets() {
        return names("targets", "/metadata/name");
    }

    private Stream<String> versions() {
        return ofTarget("versions", "/version");
    }

    private Stream<String> rollouts() {
        return Stream.concat(Stream.of("last"), ofTarget("rollouts", "/id"));
    }

    private Stream<String> ofTarget(String what, String field) {
        CommandLine command = spec.parent().subcommands().get(words.getFirst());
        List<String> positionals = command == null ? List.of() : positionals(command);
        return positionals.isEmpty()
                ? Stream.empty()
                : texts(api().get(Route.of("targets", positionals.getFirst(), what)), field);
    }

    private Stream<String> names(String route, String field) {
        return texts(api().get(Route.of(route)), field);
    }

    private static Stream<String> texts(JsonNode list, String field) {
        // Completion splits at line ends; a version of several words can't be completed.
        return Json.items(list).stream().map(item -> item.at(field).asText()).filter(text -> !text.contains(" "));
    }

    private Api api() {
        var contexts = new Contexts(shell);
        return new Api(contexts.choose(context()), contexts);
    }

    private @Nullable String context() {
        int at = words.indexOf("--context");
        return at < 0 || at + 2 > words.size() - 1 ? null : words.get(at + 1);
    }
}
