package dev.belay.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A bare repository of records on this disk, with pull requests and comments beside it: what a forge is to workflows. */
final class Forge {
    /** Git's own, so that nobody's configuration decides. */
    static final Map<String, String> GIT = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "alice",
            "GIT_AUTHOR_EMAIL", "alice@shop.example",
            "GIT_COMMITTER_NAME", "alice",
            "GIT_COMMITTER_EMAIL", "alice@shop.example");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private int clones;

    private Forge(Path folder) {
        this.folder = folder;
    }

    /**
     * With what docs/examples/gitops has on its main branch, and these records in place of the example's.
     *
     * @param records a folder of them
     */
    static Forge of(Path folder, Path records) throws IOException, InterruptedException {
        var forge = new Forge(Files.createDirectories(folder));
        Files.writeString(folder.resolve("pulls.json"), "[]");
        Files.writeString(folder.resolve("comments.json"), "[]");
        Path first = folder.resolve("first");
        copy(Path.of("docs/examples/gitops"), first);
        copy(records.resolve("targets"), first.resolve("records/targets"));
        copy(records.resolve("pins"), first.resolve("records/pins"));
        forge.git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "records.git");
        forge.git(first, "init", "--quiet", "--initial-branch=main");
        forge.git(first, "add", "--all");
        forge.git(first, "commit", "--quiet", "--message", "The records, as they are");
        forge.git(first, "push", "--quiet", forge.bare().toString(), "main");
        return forge;
    }

    Path folder() {
        return folder;
    }

    /** A fresh checkout of a branch, as each job gets one. */
    Path checkout(String branch) throws IOException, InterruptedException {
        Path clone = folder.resolve("clone-" + ++clones);
        git(folder, "clone", "--quiet", "--branch", branch, bare().toString(), clone.toString());
        return clone;
    }

    /** Somebody changes one file on a branch of its own and opens a pull request, or pushes once more to theirs. */
    void propose(String branch, String file, String text, String message) throws IOException, InterruptedException {
        boolean known = pulls().findValuesAsText("head").contains(branch);
        Path clone = checkout(known ? branch : "main");
        git(clone, "switch", "--quiet", "--force-create", branch);
        Files.writeString(clone.resolve(file), text);
        git(clone, "commit", "--quiet", "--all", "--message", message);
        git(clone, "push", "--quiet", "origin", branch);
        var pulls = (com.fasterxml.jackson.databind.node.ArrayNode) pulls();
        if (!known) {
            pulls.addObject().put("number", pulls.size()).put("head", branch);
        }
        for (JsonNode pull : pulls) {
            if (pull.path("head").asText().equals(branch)) {
                ((com.fasterxml.jackson.databind.node.ObjectNode) pull).put("headRefOid", head(branch));
            }
        }
        Files.writeString(folder.resolve("pulls.json"), pulls.toString());
    }

    /** Merges a branch into main, as one commit. */
    void merge(String branch, String message) throws IOException, InterruptedException {
        Path clone = checkout("main");
        git(clone, "merge", "--quiet", "--squash", "origin/" + branch);
        git(clone, "commit", "--quiet", "--message", message);
        git(clone, "push", "--quiet", "origin", "main");
    }

    String head(String branch) throws IOException, InterruptedException {
        return git(bare(), "rev-parse", branch).strip();
    }

    JsonNode pulls() throws IOException {
        return JSON.readTree(folder.resolve("pulls.json").toFile());
    }

    JsonNode comments() throws IOException {
        return JSON.readTree(folder.resolve("comments.json").toFile());
    }

    private Path bare() {
        return folder.resolve("records.git");
    }

    private String git(Path where, String... words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(words)).toList())
                .directory(where.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(GIT);
        var process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("git " + List.of(words) + ": " + said);
        }
        return said;
    }

    /** What links lead to is copied too. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.createDirectories(copy.getParent());
                    Files.write(copy, Files.readAllBytes(file));
                }
            }
        }
    }
}
