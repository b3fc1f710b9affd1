package dev.belay.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the addresses that checks ask. Link-local and metadata addresses are refused however they are spelt: they hand
 * out credentials to whoever asks from inside. Names are not resolved here.
 */
final class Urls {
    static final Reader<URI> URL = ((Reader<URI>) Urls::read).expecting("an http:// or https:// address");

    private static final Text<String> WRITTEN = new Text<>("an http:// or https:// address", Node.Scalar::text);

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
                : part.fail(part.described() + " " + refusal, "an http:// or https:// address");
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
