package dev.belay.simulation;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The versions of the simulated shop: an image and a build each. */
final class Builds {
    static final String BUCKET = "builds";

    /** What runs, and is live, before Belay is asked anything. */
    static final String FIRST = "v0";

    static final List<String> GOOD = List.of("v1", "v2", "v3");

    /** Its container exits: ECS's circuit breaker goes back. */
    static final String CRASHING = "crash";

    /** It runs, and its health route answers 500. */
    static final String SICK = "sick";

    /** Its health route fails every third try or so. */
    static final String FLAKY = "flaky";

    static final List<String> ALL = List.of(FIRST, "v1", "v2", "v3", CRASHING, SICK, FLAKY);

    private Builds() {}

    record File(String body, Map<String, String> headers) {}

    static String image(String version) {
        return "registry.example/api:" + version;
    }

    static String prefix(String version) {
        return "dist-" + version + "/";
    }

    /** Two entries; assets with names of their own, with the same name and other bytes, or with other headers alone. */
    static SequencedMap<String, File> of(String version) {
        var files = new TreeMap<String, File>();
        var html = headers("content-type", "text/html", "cache-control", "no-cache");
        files.put(
                "index.html",
                new File("page of %1$s\nassets/app-%1$s.js\nassets/style-%1$s.css\n".formatted(version), html));
        files.put("about.html", new File("about %1$s\nassets/style-%1$s.css\n".formatted(version), html));
        var script = headers("content-type", "text/javascript");
        files.put("assets/app-" + version + ".js", new File("script of " + version, script));
        files.put(
                "assets/style-" + version + ".css",
                new File("style of " + version, headers("content-type", "text/css")));
        files.put("data.json", new File("{" + version + "}", headers("content-type", "application/json")));
        files.put("logo.svg", new File("logo", headers("content-type", "image/svg+xml")));
        String age = "max-age=" + ALL.indexOf(version);
        files.put("robots.txt", new File("all", headers("content-type", "text/plain", "cache-control", age)));
        return files;
    }

    /** Headers by name and value, in turns. */
    static Map<String, String> headers(String... namesAndValues) {
        var headers = new TreeMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    /** What a page names. */
    static List<String> assets(String page) {
        return page.lines().filter(line -> line.startsWith("assets/")).toList();
    }
}
