package dev.belay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.permissions.Place;
import dev.belay.permissions.Policies;
import dev.belay.permissions.Policy;
import dev.belay.permissions.Store;
import dev.belay.permissions.TaskNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay policy DIR}: what IAM must allow for a directory of records, and no more. */
@Command(
        name = "policy",
        description = "Print the least IAM policy for the records in a directory; needs no daemon and no network.",
        footer = {
            "",
            "Examples:",
            "  belay policy records --store s3://shop-belay/production --account 123456789012     the daemon's own",
            "  belay policy records --role arn:aws:iam::210987654321:role/belay                   of a role that targets name",
            "  belay policy records --role ARN --trust arn:aws:iam::123456789012:role/belayd      who may assume it",
            "  belay policy records --read-only --store dynamodb:belay                            of a daemon that only reports",
            "",
            "Exit codes: 0 printed, 1 a record is invalid, 2 wrong usage."
        },
        mixinStandardHelpOptions = true)
final class PolicyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A directory with the folders targets, pins and holds.")
    private Path folder = Path.of(".");

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "s3://BUCKET/PREFIX or dynamodb:TABLE. Default: a directory.")
    private @Nullable String store;

    @Option(names = "--queue", paramLabel = "ARN", description = "The SQS queue of notifications. Default: none.")
    private @Nullable String queue;

    @Option(names = "--account", paramLabel = "ID", description = "The daemon's account. Default: any.")
    private @Nullable String account;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The daemon's region. Default: AWS_REGION, else any.")
    private @Nullable String region;

    @Option(
            names = "--role",
            paramLabel = "ARN",
            description = "Of this role, which targets name in assumeRole. Default: of the daemon itself.")
    private @Nullable String role;

    @Option(
            names = "--trust",
            paramLabel = "ARN",
            description = "With --role: its trust policy, which lets the daemon with this ARN assume it.")
    private @Nullable String daemon;

    @Option(
            names = "--task-definition",
            paramLabel = "FILE",
            description =
                    "What a service runs, as aws ecs describe-task-definition prints it. Default: whatever it names is allowed.")
    private List<Path> taskDefinitions = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "ARN",
            description = "A KMS key that buckets, tables, secrets or topics are encrypted with.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--read-only",
            description = "For a daemon that only reports: it writes its own state, and nothing else.")
    private boolean readOnly;

    private final Shell shell;

    PolicyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (daemon != null && role == null) {
            throw new Trouble(Exit.USAGE, "--trust goes with --role.");
        }
        var home = Place.of(region == null ? shell.variable("AWS_REGION") : region, account);
        var names = taskDefinitions.stream().map(PolicyCommand::names).toList();
        var policies = new Policies(RecordFolder.targets(folder), home, names, keys, readOnly);
        Policy policy = role == null ? own(policies) : role(policies, role);
        shell.out().print(policy.text());
        shell.out().flush();
        if (daemon == null && names.isEmpty() && policy.text().contains(":role/*")) {
            shell.note(
                    "Which roles, secrets, repositories and log groups tasks have no record says: it is for any of the account."
                            + " Say --task-definition for each service.");
        }
        if (policy.size() > Policy.LARGEST) {
            shell.note(
                    "It has %,d characters, and an inline policy may have %,d: give some targets a role of their own."
                            .formatted(policy.size(), Policy.LARGEST));
        }
        return ExitCode.OK;
    }

    private Policy own(Policies policies) {
        policies.roles().forEach(one -> shell.note("A policy of its own for " + one + ": add --role " + one));
        try {
            return policies.own(store == null ? new Store.Directory() : Store.parse(store), queue);
        } catch (IllegalArgumentException e) {
            throw new Trouble(Exit.USAGE, "--store: " + e.getMessage() + ".");
        }
    }

    private Policy role(Policies policies, String asked) {
        if (!policies.roles().contains(asked)) {
            throw new Trouble(
                    Exit.USAGE, "No target names the role " + asked + "; there are " + policies.roles() + ".");
        }
        return daemon == null ? policies.role(asked) : policies.trust(asked, daemon);
    }

    private static TaskNames names(Path file) {
        try {
            return TaskNames.of(Json.read(Files.readString(file)));
        } catch (IllegalArgumentException e) {
            throw new Trouble(Exit.USAGE, file + ": " + e.getMessage() + ".");
        } catch (JsonProcessingException e) {
            throw new Trouble(Exit.USAGE, file + " is not JSON: " + e.getOriginalMessage() + ".");
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, file + " can't be read.");
        }
    }
}
