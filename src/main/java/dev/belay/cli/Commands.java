package dev.belay.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * All commands, in the order of the help. Reading what each is annotated with takes longer than most take to be done, so only
 * the one that is asked for is read.
 */
enum Commands {
    STATUS("status", StatusCommand.class),
    VERSIONS("versions", VersionsCommand.class),
    ROLLBACK("rollback", RollbackCommand.class),
    PLAN("plan", PlanCommand.class),
    PIN("pin", PinCommand.class),
    ADMIT("admit", AdmitCommand.class),
    HOLD("hold", HoldCommand.class),
    RELEASE("release", ReleaseCommand.class),
    ROLLOUTS("rollouts", RolloutsCommand.class),
    WATCH("watch", WatchCommand.class),
    MARK("mark", MarkCommand.class),
    RECONCILE("reconcile", ReconcileCommand.class),
    VALIDATE("validate", ValidateCommand.class),
    PUBLISH("publish", PublishCommand.class),
    ADOPT("adopt", AdoptCommand.class),
    SCHEMA("schema", SchemaCommand.class),
    POLICY("policy", PolicyCommand.class),
    CONTEXTS("contexts", ContextsCommand.class),
    COMPLETION("completion", CompletionCommand.class),
    COMPLETE("__complete", CompleteCommand.class),
    SERVE("serve", ServeCommand.class);

    private static final Map<String, Commands> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(command -> command.word, command -> command));

    private final String word;
    private final Class<?> type;

    Commands(String word, Class<?> type) {
        this.word = word;
        this.type = type;
    }

    /** Adds the one that is asked for; all where that can't be told, for the help and for suggestions. */
    static void addTo(CommandLine belay, CommandLine.IFactory factory, String... args) {
        Commands asked = args.length == 0 ? null : BY_NAME.get(args[0]);
        for (Commands each : values()) {
            if (asked == null || asked == each || asked == COMPLETE) {
                belay.addSubcommand(each.word, new CommandLine(each.type, factory));
            }
        }
    }
}
