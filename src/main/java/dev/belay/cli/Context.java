package dev.belay.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One daemon, and how to ask it.
 *
 * @param name null: it comes from the environment, or is the default
 * @param url without a slash at its end
 * @param insecure whether a token may go to it unencrypted, although it is on another machine
 */
record Context(@Nullable String name, URI url, Credential credential, boolean insecure) {
    /** Where {@code belay serve} listens. */
    static final URI USUAL = URI.create("http://localhost:8080");

    /** Where a token comes from. It is read when it is needed, and never shown. */
    sealed interface Credential {
        /** None. */
        record None() implements Credential {}

        /** {@code BELAY_TOKEN}. */
        record Variable() implements Credential {}

        /** It stands in the configuration. */
        record Literal(String token) implements Credential {
            @Override
            public String toString() {
                return "Literal[***]";
            }
        }

        /** It stands in a file of its own. */
        record File(String path) implements Credential {}

        /** A program prints it. */
        record Command(java.util.List<String> words) implements Credential {
            public Command {
                words = java.util.List.copyOf(words);
            }
        }
    }

    /** For messages. */
    String described() {
        return name == null ? url.toString() : name + " (" + url + ")";
    }

    /** Whether nobody between us and the daemon can read along. */
    boolean confidential() {
        String host = url.getHost();
        return "https".equals(url.getScheme()) || insecure || isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        String bare = host.replaceAll("[\\[\\]]", "");
        return bare.equalsIgnoreCase("localhost")
                || bare.equals("::1")
                || bare.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
