package dev.belay.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** A workflow of GitHub Actions, or a composite action, as its file has it. */
record Workflow(Path file, Map<String, Object> content) {
    /**
     * A step.
     *
     * @param run what it runs; empty: it uses an action
     * @param uses the action; empty: none
     * @param environment of the workflow, the job and the step, with expressions as written
     */
    record Step(String job, String name, String run, String uses, Map<String, String> environment, Map<?, ?> content) {}

    static Workflow read(Path file) {
        try {
            return new Workflow(file, map(yaml().load(Files.readString(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With `on` as the text that it is, where YAML 1.1 has a truth value. */
    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        var resolver = new Resolver() {
            @Override
            protected void addImplicitResolvers() {
                addImplicitResolver(Tag.NULL, NULL, "~nN\0");
                addImplicitResolver(Tag.INT, INT, "-+0123456789");
            }
        };
        return new Yaml(
                new SafeConstructor(options),
                new Representer(new DumperOptions()),
                new DumperOptions(),
                options,
                resolver);
    }

    Map<String, Object> jobs() {
        return map(content.get("jobs"));
    }

    List<Step> steps() {
        var all = new ArrayList<Step>();
        if (content.containsKey("runs")) {
            add(all, "", List.of(), map(content.get("runs")));
        } else {
            jobs().forEach((name, job) ->
                    add(all, name, List.of(map(content.get("env")), map(map(job).get("env"))), map(job)));
        }
        return all;
    }

    Step step(String name) {
        return steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no step " + name));
    }

    private static void add(
            List<Step> all, String job, List<Map<String, Object>> environments, Map<String, Object> owner) {
        for (Object given : (List<?>) owner.getOrDefault("steps", List.of())) {
            var step = map(given);
            var environment = new TreeMap<String, String>();
            for (var outer : environments) {
                outer.forEach((key, value) -> environment.put(key, String.valueOf(value)));
            }
            map(step.get("env")).forEach((key, value) -> environment.put(key, String.valueOf(value)));
            all.add(new Step(
                    job,
                    String.valueOf(step.getOrDefault("name", "")),
                    String.valueOf(step.getOrDefault("run", "")),
                    String.valueOf(step.getOrDefault("uses", "")),
                    environment,
                    step));
        }
    }

    static Map<String, Object> map(Object value) {
        var map = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, one) -> map.put(String.valueOf(key), one));
        }
        return map;
    }
}
