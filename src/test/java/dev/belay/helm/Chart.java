package dev.belay.helm;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The chart as it lies in the sources, rendered without a cluster for the oldest Kubernetes that it is for. */
final class Chart {
    static final Path PATH = Path.of("helm/belay");
    private static final String RELEASE = "belay";
    private static final String NAMESPACE = "deploys";
    private static final String OLDEST_KUBERNETES = "v1.29.0";

    private Chart() {}

    /** The names of the examples, sorted. */
    static List<String> examples() {
        try (Stream<Path> files = Files.list(PATH.resolve("examples"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String example(String name) {
        return read("examples/" + name + ".yaml");
    }

    static String read(String file) {
        try {
            return Files.readString(PATH.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What {@code helm template} says.
     *
     * @param values texts of values files; a later one wins
     * @throws IllegalStateException with Helm's message, where it refuses
     */
    static String render(String... values) {
        return renderFor(OLDEST_KUBERNETES, values);
    }

    /** Likewise, for another version of Kubernetes. */
    static String renderFor(String kubernetes, String... values) {
        var command = new Helm(PATH)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(kubernetes);
        return withFiles(values, files -> {
            files.forEach(command::withValuesFile);
            return command.call();
        });
    }

    /** What {@code helm install} says to whoever installs. */
    static String notes(String... values) {
        var command = new Helm(PATH)
                .install()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(OLDEST_KUBERNETES)
                .clientOnly()
                .withDryRunOption(DryRun.CLIENT);
        return withFiles(values, files -> {
            files.forEach(command::withValuesFile);
            return command.call().getOutput();
        });
    }

    private static String withFiles(String[] values, Function<List<Path>, String> use) {
        List<Path> files = Stream.of(values).map(Chart::scratch).toList();
        try {
            return use.apply(files);
        } finally {
            files.forEach(file -> file.toFile().delete());
        }
    }

    private static Path scratch(String values) {
        try {
            return Files.writeString(Files.createTempFile("values", ".yaml"), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
