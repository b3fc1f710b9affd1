package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay adopt NAME}: records for a service and a site that exist, as the daemon sees them. */
@Command(
        name = "adopt",
        description = "Print a Target and a Pin for a service and a site that exist. Changes nothing.",
        footer = {
            "",
            "The daemon looks, with its own credentials or the role that is named. The pin says what runs now, so that",
            "publishing both records moves nothing, save that a site's objects get the headers of its build. What could not",
            "be told is said beside the output.",
            "",
            "Exit codes: 0 printed, 1 it is not there, or can't be read, or a file is there already, 2 wrong usage.",
            "",
            "Examples:",
            "  belay adopt shop-production --cluster shop-prod --service shop-api --to records",
            "  belay adopt shop-production --cluster shop-prod --service shop-api --bucket shop-frontend \\",
            "    --build 's3://shop-builds/dist-{version}/' --distribution E2EXAMPLE"
        },
        mixinStandardHelpOptions = true)
final class AdoptCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "NAME", description = "Of the target to be.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String name;

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "The service's cluster.")
    private @Nullable String cluster;

    @Option(names = "--service", paramLabel = "SERVICE", description = "An ECS service.")
    private @Nullable String service;

    @Option(
            names = "--container",
            paramLabel = "NAME",
            description = "Whose image makes a version; may be repeated. Without: the one behind the load balancer.")
    private List<String> containers = List.of();

    @Option(names = "--bucket", paramLabel = "BUCKET", description = "A site's live bucket.")
    private @Nullable String bucket;

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "Where in the bucket it is live.")
    private @Nullable String prefix;

    @Option(names = "--build", paramLabel = "S3-URL", description = "Where its builds are, with {version}.")
    private @Nullable String build;

    @Option(names = "--distribution", paramLabel = "ID", description = "In front of it; may be repeated.")
    private List<String> distributions = List.of();

    @Option(names = "--region", paramLabel = "REGION", description = "Without: the daemon's.")
    private @Nullable String region;

    @Option(names = "--assume-role", paramLabel = "ARN", description = "Of another account.")
    private @Nullable String assumeRole;

    @Option(names = "--external-id", paramLabel = "ID", description = "That the role asks for.")
    private @Nullable String externalId;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Write them into that directory of records instead. A file that is there is not replaced.")
    private @Nullable String folder;

    AdoptCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
    }

    @Override
    public Integer call() {
        if ((service == null) != (cluster == null) || (bucket == null) != (build == null)) {
            throw new Trouble(
                    Exit.USAGE, "A service is named by --cluster and --service, a site by --bucket and --build.");
        }
        if (service == null && bucket == null) {
            throw new Trouble(
                    Exit.USAGE, "Say what exists: --cluster and --service, or --bucket and --build, or all four.");
        }
        JsonNode adopted = connection
                .api()
                .send(Request.post(Route.of("adopt")).body(Request.JSON, body().toString()))
                .json();
        if (folder == null) {
            output.show(adopted, this::print);
        } else {
            write(adopted, shell.path(folder));
        }
        return Exit.DONE.code();
    }

    private ObjectNode body() {
        ObjectNode body = Json.object().put("name", name);
        put(body, "cluster", cluster);
        put(body, "service", service);
        put(body, "bucket", bucket);
        put(body, "prefix", prefix);
        put(body, "build", build);
        put(body, "region", region);
        put(body, "assumeRole", assumeRole);
        put(body, "externalId", externalId);
        containers.forEach(body.putArray("containers")::add);
        distributions.forEach(body.putArray("distributions")::add);
        return body;
    }

    private static void put(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    private void print(JsonNode adopted) {
        String between = "";
        for (JsonNode file : adopted.path("records")) {
            shell.say(between + "# " + Screen.plain(Json.text(file, "place")));
            Json.text(file, "text").lines().forEach(line -> shell.say(Screen.plain(line)));
            between = "---\n";
        }
        note(adopted);
    }

    private void write(JsonNode adopted, Path records) {
        var files = new LinkedHashMap<Path, String>();
        for (JsonNode file : adopted.path("records")) {
            Path place = records.resolve(Json.text(file, "place")).normalize();
            if (!place.startsWith(records.normalize())) {
                throw new Trouble(Exit.FAILED, "The daemon names a file outside of " + records + ".");
            }
            files.put(place, Json.text(file, "text"));
        }
        files.keySet().stream().filter(Files::exists).findFirst().ifPresent(file -> {
            throw new Trouble(Exit.FAILED, file + " is there already; nothing was written.");
        });
        files.forEach((file, text) -> {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
                shell.say(file.toString());
            } catch (IOException e) {
                throw new Trouble(Exit.FAILED, file + " can't be written: " + e.getMessage());
            }
        });
        note(adopted);
    }

    private void note(JsonNode adopted) {
        adopted.path("notes").forEach(note -> shell.note(Screen.plain(note.asText())));
    }
}
