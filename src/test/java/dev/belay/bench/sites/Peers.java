package dev.belay.bench.sites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What people restore sites with today: {@code aws s3 sync} and rclone, where they are installed. {@code AWS_CLI} and {@code RCLONE} in the
 * environment name others than those on the PATH.
 */
final class Peers {
    private final S3Server server;

    Peers(S3Server server) {
        this.server = server;
    }

    List<Contestant> installed() {
        var installed = new ArrayList<Contestant>();
        program("AWS_CLI", "aws").ifPresent(aws -> {
            installed.add(aws(aws, "aws", 10));
            installed.add(aws(aws, "aws, 64 at once", 64));
        });
        program("RCLONE", "rclone").ifPresent(rclone -> installed.add(rclone(rclone)));
        return installed;
    }

    private static Optional<String> program(String variable, String name) {
        var named = Optional.ofNullable(System.getenv(variable));
        var found = named.or(() -> Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst());
        if (found.isEmpty()) {
            System.out.println("Left out: " + name + ", which is not installed.");
        }
        return found;
    }

    private Contestant aws(String program, String name, int atOnce) {
        Path settings = settings("[default]\nregion = eu-north-1\ns3 =\n  max_concurrent_requests = " + atOnce + "\n");
        return new Command(
                name,
                List.of(
                        program,
                        "--endpoint-url",
                        server.endpoint().toString(),
                        "s3",
                        "sync",
                        "--delete",
                        "--only-show-errors",
                        "s3://FROM",
                        "s3://TO/"),
                Map.of(
                        "AWS_CONFIG_FILE", settings.toString(),
                        "AWS_ACCESS_KEY_ID", "bench",
                        "AWS_SECRET_ACCESS_KEY", "bench"),
                server);
    }

    private Contestant rclone(String program) {
        Path settings = settings("""
                [bench]
                type = s3
                provider = Minio
                env_auth = false
                access_key_id = bench
                secret_access_key = bench
                region = eu-north-1
                force_path_style = true
                endpoint = %s
                """.formatted(server.endpoint()));
        return new Command(
                "rclone, 64 and 64",
                List.of(
                        program,
                        "--config",
                        settings.toString(),
                        "sync",
                        "--checksum",
                        "--fast-list",
                        "--transfers",
                        "64",
                        "--checkers",
                        "64",
                        "--s3-no-check-bucket",
                        "bench:FROM",
                        "bench:TO/"),
                Map.of(),
                server);
    }

    private static Path settings(String text) {
        try {
            Path file = Files.createTempFile("belay-bench", ".conf");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
