package dev.belay.localcloud.demo;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** A build of the shop's site as a bundler leaves it: pages that name hashed scripts and styles. */
final class SiteBuild {
    /**
     * One file of a build.
     *
     * @param cache its Cache-Control; what is hashed never changes, a page is asked for again while the CDN keeps it
     */
    record File(String type, String cache, String content) {
        byte[] bytes() {
            return content.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String BY_THE_CDN = "public, max-age=0, s-maxage=86400";
    private static final String AN_HOUR = "public, max-age=3600";

    private final Map<String, File> files = new LinkedHashMap<>();
    private final String version;

    private SiteBuild(String version) {
        this.version = version;
    }

    /** The files of that version by their path. The vendor script and the font are the same in all versions. */
    static Map<String, File> of(String version, String colour) {
        SiteBuild build = new SiteBuild(version);
        String style = build.hashed(
                "app",
                "css",
                "text/css; charset=utf-8",
                "h1 { color: " + colour + "; font-family: Shop, sans-serif }\n");
        String vendor = build.hashed(
                "vendor",
                "js",
                "text/javascript; charset=utf-8",
                "window.shop = { items: [] };\n// " + "x".repeat(20_000));
        String script = build.hashed(
                "app",
                "js",
                "text/javascript; charset=utf-8",
                "document.getElementById('version').textContent = '" + version + "';\n");
        String logo = build.hashed(
                "logo",
                "svg",
                "image/svg+xml",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"9\" height=\"9\" fill=\""
                        + colour + "\"/></svg>\n");
        build.hashed("shop", "woff2", "font/woff2", "not really a font");
        String head = "<link rel=\"stylesheet\" href=\"/" + style + "\">\n<script src=\"/" + vendor
                + "\" defer></script>\n<script src=\"/" + script + "\" defer></script>\n";
        build.page("index.html", head, "<img src=\"/" + logo + "\" width=\"40\" alt=\"\">\n<h1>The shop</h1>");
        build.page("about/index.html", head, "<h1>About the shop</h1>");
        build.page("discover/index.html", head, "<h1>Discover items</h1>");
        build.page("404.html", head, "<h1>Not found</h1>");
        build.put(
                "data/menu.json",
                "application/json",
                AN_HOUR,
                "{\"version\": \"" + version + "\", \"items\": [1, 2, 3]}\n");
        build.put("manifest.webmanifest", "application/manifest+json", AN_HOUR, "{\"name\": \"The shop\"}\n");
        build.put("robots.txt", "text/plain; charset=utf-8", AN_HOUR, "User-agent: *\nAllow: /\n");
        return build.files;
    }

    private String hashed(String name, String extension, String type, String content) {
        CRC32 hash = new CRC32();
        hash.update(content.getBytes(StandardCharsets.UTF_8));
        String path = "assets/" + name + "-" + HexFormat.of().toHexDigits((int) hash.getValue()) + "." + extension;
        put(path, type, FOR_EVER, content);
        return path;
    }

    private void page(String path, String head, String body) {
        String html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>The shop</title>\n"
                + head + "</head>\n<body>\n" + body + "\n<p>version <b id=\"version\">" + version
                + "</b></p>\n</body>\n</html>\n";
        put(path, "text/html; charset=utf-8", BY_THE_CDN, html);
    }

    private void put(String path, String type, String cache, String content) {
        files.put(path, new File(type, cache, content));
    }
}
