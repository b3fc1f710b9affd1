package dev.belay.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Runs what workflows say as GitHub's runner does: the text of a step in {@code bash -eo pipefail}, with its environment, in which
 * expressions are filled in. An expression that nobody gave a value for ends the test.
 */
final class Runner {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*(.+?)\\s*}}");

    private final Path home;
    private final Map<String, String> expressions;
    private final Map<String, String> environment;

    /** @param home a folder of its own, for what lasts from step to step */
    Runner(Path home, Map<String, String> environment, Map<String, String> expressions) throws IOException {
        this.home = Files.createDirectories(home);
        this.environment = environment;
        this.expressions = expressions;
        Files.writeString(home.resolve("path"), "");
        Files.createDirectories(home.resolve("temp"));
    }

    /** What a step gave. */
    record Result(int code, String output) {}

    Result run(Workflow.Step step, Path folder) throws IOException, InterruptedException {
        var variables = new java.util.TreeMap<>(environment);
        step.environment().forEach((name, value) -> variables.put(name, filled(value)));
        return bash(step.run(), folder, variables);
    }

    /** As whoever sits there would type it. */
    Result type(String commands, Path folder) throws IOException, InterruptedException {
        return bash(commands, folder, environment);
    }

    private Result bash(String script, Path folder, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path file = Files.writeString(home.resolve("step.sh"), script);
        var builder = new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(variables);
        builder.environment()
                .putAll(Map.of(
                        "GITHUB_PATH", home.resolve("path").toString(),
                        "GITHUB_STEP_SUMMARY", home.resolve("summary.md").toString(),
                        "RUNNER_TEMP", home.resolve("temp").toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "HOME", home.toString()));
        var path = new ArrayList<>(Files.readAllLines(home.resolve("path")));
        path.add(builder.environment().get("PATH"));
        builder.environment().put("PATH", String.join(":", path));
        var process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** Folders in which programs are looked for first. */
    void path(List<Path> folders) throws IOException {
        Files.write(home.resolve("path"), folders.stream().map(Path::toString).toList());
    }

    String summary() throws IOException {
        return Files.readString(home.resolve("summary.md"));
    }

    private String filled(String text) {
        return EXPRESSION.matcher(text).replaceAll(found -> {
            String value = expressions.get(found.group(1));
            if (value == null) {
                throw new AssertionError("no value for " + found.group());
            }
            return java.util.regex.Matcher.quoteReplacement(value);
        });
    }
}
