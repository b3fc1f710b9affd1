package dev.belay.verify;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an HTML page names. A tolerant scan, not a parser: what a browser would load is found, also in sloppy markup. */
final class Page {
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern SCRIPT_BODY = Pattern.compile(
            "(<script\\b(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>).*?</script\\s*>",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG =
            Pattern.compile("<(script|link|base)\\b((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([^\\s\"'>/=]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");

    private Page() {}

    /**
     * The scripts and stylesheets that a page loads from its own origin, in its order, each once.
     *
     * @param at the page's address, which relative ones start from
     */
    static List<URI> assets(String html, URI at) {
        // A script's text may hold what looks like a tag; its own tag stays.
        String markup =
                SCRIPT_BODY.matcher(COMMENT.matcher(html).replaceAll("")).replaceAll("$1");
        URI base = at;
        var found = new LinkedHashSet<URI>();
        for (Matcher tag = TAG.matcher(markup); tag.find(); ) {
            String kind = tag.group(1).toLowerCase(Locale.ROOT);
            String reference = reference(kind, tag.group(2));
            URI address = reference == null ? null : resolve(base, reference);
            if (address == null) {
                continue;
            }
            if (kind.equals("base")) {
                base = address;
            } else if (Web.sameOrigin(at, address)) {
                found.add(address);
            }
        }
        return new ArrayList<>(found);
    }

    private static @Nullable String reference(String kind, String attributes) {
        return switch (kind) {
            case "script" -> attribute(attributes, "src");
            case "base" -> attribute(attributes, "href");
            default -> isLoaded(attribute(attributes, "rel")) ? attribute(attributes, "href") : null;
        };
    }

    private static boolean isLoaded(@Nullable String rel) {
        if (rel == null) {
            return false;
        }
        List<String> words = List.of(rel.toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
        return words.contains("stylesheet") || words.contains("modulepreload");
    }

    private static @Nullable String attribute(String attributes, String name) {
        for (Matcher each = ATTRIBUTE.matcher(attributes); each.find(); ) {
            if (each.group(1).equalsIgnoreCase(name)) {
                for (int quote = 2; quote <= 4; quote++) {
                    if (each.group(quote) != null) {
                        return each.group(quote).replace("&amp;", "&").strip();
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable URI resolve(URI base, String reference) {
        if (reference.isEmpty()) {
            return null;
        }
        try {
            String escaped = reference.replace(" ", "%20");
            URI address = base.resolve(escaped);
            int fragment = address.toString().indexOf('#');
            return fragment < 0 ? address : URI.create(address.toString().substring(0, fragment));
        } catch (IllegalArgumentException e) {
            return null; // a browser may load it; whether it does can't be told
        }
    }
}
