package dev.belay.verify;

import dev.belay.model.Check;
import dev.belay.model.FailureException;
import dev.belay.reconcile.Parallel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether users get the build: the entry at the public address, then the scripts and stylesheets that it names, as they
 * come through whatever stands in between. Nothing is added to the addresses: a cache answers as it does to users.
 */
final class ServedProbe {
    private static final int AT_ONCE = 8;
    private static final int MOST_ASSETS = 200;

    private final Web.Names names;
    private final Parallel parallel;

    ServedProbe(Web.Names names, Parallel parallel) {
        this.names = names;
        this.parallel = parallel;
    }

    Answer probe(Check.Served ask, BuildFiles build) {
        try (var web = new Web(names)) {
            return page(ask.url(), build, web);
        } catch (FailureException e) {
            return Answer.open("the build can't be read: " + e.failure().message());
        }
    }

    private Answer page(URI address, BuildFiles build, Web web) {
        String key = key(address);
        BuildFile entry = build.read(key);
        if (entry == null) {
            return Answer.failed("the build has no " + key + " to compare " + Web.plain(address) + " with");
        }
        return switch (fetch(web, address, entry.size())) {
            case Web.NoReply none -> Answer.failed(key + ": " + none.why());
            case Web.Reply reply -> {
                String problem = differs(key, entry, reply);
                yield problem == null ? assets(key, reply, build, web) : Answer.failed(problem);
            }
        };
    }

    private Answer assets(String entry, Web.Reply page, BuildFiles build, Web web) {
        String html = html(page);
        if (html == null) {
            return Answer.failed(entry + " is served encoded as " + page.header("Content-Encoding")
                    + ", which can't be read for the scripts and styles that it names");
        }
        List<URI> named = Page.assets(html, page.uri());
        List<URI> looked = named.subList(0, Math.min(named.size(), MOST_ASSETS));
        List<String> problems = parallel.map(looked, AT_ONCE, asset -> asset(asset, entry, build, web)).stream()
                .filter(problem -> !problem.isEmpty())
                .toList();
        if (problems.isEmpty()) {
            return Answer.passed(entry + " and " + looked.size() + " scripts and styles are served as built");
        }
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        return Answer.failed(problems.getFirst() + more);
    }

    /** What is wrong with a script or style, in words; empty: nothing. */
    private String asset(URI address, String entry, BuildFiles build, Web web) {
        String key = key(address);
        BuildFile file = build.read(key);
        return switch (fetch(web, address, file == null ? Body.LIMIT : file.size())) {
            case Web.NoReply none -> key + ": " + none.why();
            case Web.Reply reply ->
                file != null ? Objects.requireNonNullElse(differs(key, file, reply), "") : foreign(key, entry, reply);
        };
    }

    /** A page may name what its build does not hold: then it has to be there, and not be a page standing in for it. */
    private static String foreign(String key, String entry, Web.Reply reply) {
        String named = key + ", which " + entry + " names and the build does not have, ";
        if (reply.status() != 200) {
            return named + Expected.answered(reply, UnaryOperator.identity()) + ", expected 200";
        }
        return type(reply.header("Content-Type")).startsWith("text/html") ? named + "is served as text/html" : "";
    }

    private static @Nullable String differs(String key, BuildFile file, Web.Reply reply) {
        if (reply.status() != 200) {
            return key + " " + Expected.answered(reply, UnaryOperator.identity()) + ", expected 200";
        }
        String sha256 = BuildFile.sha256(reply.body());
        if (!sha256.equals(file.sha256())) {
            return key + " is served as of another build: sha256 " + sha256.substring(0, 12) + "… ("
                    + reply.body().length + " bytes) is not " + Answer.cut(file.sha256(), 13) + " (" + file.size()
                    + " bytes)";
        }
        String expected = file.contentType();
        String served = reply.header("Content-Type");
        if (expected != null && !type(expected).equals(type(served))) {
            return key + ": content type " + (served.isEmpty() ? "missing" : served) + ", expected " + expected;
        }
        return null;
    }

    /** Content types differ neither by case nor by spaces. */
    private static String type(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    private static Web.Fetched fetch(Web web, URI address, long size) {
        // What is longer than the build's file is still read, to say how long it is.
        long limit = size + Body.LIMIT;
        return web.fetch(new Web.Request("GET", address, Map.of(), null, Check.Http.TIMEOUT, false, limit));
    }

    private static @Nullable String html(Web.Reply page) {
        String encoding = page.header("Content-Encoding").strip().toLowerCase(Locale.ROOT);
        if (encoding.isEmpty() || encoding.equals("identity")) {
            return new String(page.body(), StandardCharsets.UTF_8);
        }
        if (!encoding.equals("gzip")) {
            return null;
        }
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(page.body()))) {
            return new String(plain.readNBytes((int) (8 * Body.LIMIT)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return null;
        }
    }

    /** The build's file behind an address, as a static host finds it: folders stand for their {@code index.html}. */
    static String key(URI address) {
        String path = Objects.requireNonNullElse(address.getPath(), "");
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return relative.isEmpty() || relative.endsWith("/") ? relative + "index.html" : relative;
    }
}
