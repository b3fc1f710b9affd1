package dev.belay.console;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Styles, scripts and the icon, as they lie in the jar. Their version stands in their address, so they may be kept for ever. */
@Singleton
class Assets {
    private static final int DIGITS = 12;
    private static final String JARS = "/META-INF/resources/webjars/";
    private static final List<Source> SOURCES = List.of(
            new Source("console.css", "text/css", "/console/console.css"),
            new Source("console.js", "text/javascript", "/console/console.js"),
            new Source("icon.svg", "image/svg+xml", "/console/icon.svg"),
            new Source("htmx.js", "text/javascript", JARS + "htmx.org/2.0.10/dist/htmx.min.js"),
            new Source("sse.js", "text/javascript", JARS + "htmx-ext-sse/2.2.2/sse.js"));

    private final SortedMap<String, Asset> assets = new TreeMap<>();
    private final String version;

    private record Source(String name, String type, String resource) {}

    /** @param type media type */
    record Asset(String type, String text) {}

    Assets() {
        var all = new StringBuilder();
        for (Source source : SOURCES) {
            String text = read(source.resource());
            all.append(text);
            assets.put(source.name(), new Asset(source.type(), text));
        }
        version = hash(all.toString());
    }

    /** Changes whenever one of them does. */
    String version() {
        return version;
    }

    /** Null: there is none of that name. */
    @Nullable
    Asset of(String name) {
        return assets.get(name);
    }

    private static String read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
