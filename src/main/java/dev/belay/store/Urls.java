package dev.belay.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the addresses that checks ask. Link-local and metadata addresses are refused however they are spelt: they hand
 * out credentials to whoever asks from inside. Names are not resolved here.
 */
final class Urls {
    private static final String EXPECTED = "an http:// or https:// address";

    static final Reader<URI> URL = ((Reader<URI>) Urls::read).expecting(EXPECTED);

    private static final String WEB = "[Hh][Tt][Tt][Pp][Ss]?://[^\\u0000]+";

    private static final Text<String> WRITTEN =
            new Text<>(EXPECTED, Form.told(WEB), Node.Scalar::text).such("https://shop.example/health");

    /** Begins with a placeholder or as an address does. */
    private static final Text<String> HOLDING =
            new Text<>(EXPECTED, Form.told(WEB + "|\\$?\\{[^\\u0000]*"), Node.Scalar::text);

    private static final Pattern PORT = Pattern.compile(":\u0000");

    private static final Set<String> METADATA_NAMES = Set.of(
            "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal");

    private Urls() {}

    private static Read<URI> read(Part part) {
        var text = WRITTEN.read(part);
        if (!text.isPresent()) {
            return Read.nothing();
        }
        String refusal = refusal(text.get());
        return refusal == null
                ? Read.of(URI.create(text.get()))
                : part.fail(part.described() + " " + refusal, EXPECTED);
    }

    /**
     * A reader of addresses in which placeholders may stand. What they will stand for is not known here, so only what is around
     * them is looked at; whoever asks the address looks at it again.
     */
    static Reader<String> holding(Function<Text<String>, Placeholders> placeholders) {
        var written = placeholders.apply(HOLDING);
        Reader<String> reader = part -> {
            var text = written.read(part);
            String refusal = text.isPresent() ? refusalOfWhatIsKnown(written.replaced(text.get(), "\u0000")) : null;
            return refusal == null ? text : part.fail(written.shown(part) + " " + refusal, EXPECTED);
        };
        return reader.expecting(EXPECTED);
    }

    /** Where a placeholder could be anything, scheme and host included, there is nothing to look at. */
    private static @Nullable String refusalOfWhatIsKnown(String text) {
        return text.startsWith("\u0000")
                ? null
                : refusal(PORT.matcher(text).replaceAll(":1").replace('\u0000', 'x'));
    }

    /** Why an address may not be asked; null: it may. */
    private static @Nullable String refusal(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return "is not a URL";
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return "is neither http:// nor https://";
        }
        String authority = uri.getRawAuthority();
        if (authority == null) {
            return "names no host";
        }
        if (authority.contains("@")) {
            return "holds a user or password";
        }
        String host = host(authority);
        if (METADATA_NAMES.contains(host) || Addresses.isLinkLocal(host)) {
            return "is a link-local or metadata address";
        }
        return uri.getHost() == null || uri.getPort() > 65_535 ? "names no host" : null;
    }

    /** The host of an authority, lower case, without port, brackets, zone, and the root's dot. */
    private static String host(String authority) {
        String host = authority.toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            String address = host.substring(1, end < 0 ? host.length() : end);
            int zone = address.indexOf('%');
            return zone < 0 ? address : address.substring(0, zone);
        }
        host = host.replaceFirst(":\\d*$", "");
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
