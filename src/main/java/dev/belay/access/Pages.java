package dev.belay.access;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How somebody unknown is brought from a page to the sign-in form and back. All addresses are relative: nobody here knows
 * the path prefix that a proxy may have taken away.
 */
public final class Pages {
    static final String SIGN_IN = "sign-in";

    /** Without a scheme, without climbing, without anything that browsers mend into a slash. The first page has no path. */
    private static final Pattern NEXT =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._~%,:@!$'()*+;=/-]*)?(\\?[A-Za-z0-9._~%,:@!$'()*+;=&/?-]*)?");

    private static final int LONGEST_NEXT = 1024;

    private Pages() {}

    /**
     * Where to go after signing in, as a {@code Location} from beside the sign-in form. Whatever is no path below it leads to
     * the first page.
     *
     * @param next the form's parameter of that name
     */
    public static String next(@Nullable String next) {
        boolean fit = next != null
                && next.length() <= LONGEST_NEXT
                && NEXT.matcher(next).matches()
                && !next.contains("//")
                && !next.contains("..");
        return fit ? "./" + next : "./";
    }

    /** Whether somebody looks at this in a browser, rather than a program. */
    static boolean isPage(String path, SortedMap<String, String> headers) {
        return !isApi(path)
                && (headers.getOrDefault("Accept", "").contains("text/html") || headers.containsKey("HX-Request"));
    }

    static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    /**
     * What somebody unknown is answered at a page.
     *
     * @param path as the browser wrote it, not decoded
     * @param read whether it may be asked again after signing in
     */
    static Response unknown(String path, @Nullable String query, boolean read, Arrival arrival) {
        if (arrival.headers().containsKey("HX-Request")) {
            // The page itself is asked for again, and that leads to the form.
            return Response.status(401).header("HX-Refresh", "true").build();
        }
        if (read
                && arrival.sender() == Sender.FOREIGN_PAGE
                && "navigate".equals(arrival.headers().get("Sec-Fetch-Mode"))) {
            return again();
        }
        String up = "../"
                .repeat(Math.max(0, (int) path.chars().filter(c -> c == '/').count() - 1));
        return Response.status(303)
                .header("Location", up + SIGN_IN + (read ? parameter(path, query) : ""))
                .build();
    }

    private static String parameter(String path, @Nullable String query) {
        String here = (path.startsWith("/") ? path.substring(1) : path) + (query == null ? "" : "?" + query);
        return next(here).equals("./") ? "" : "?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8);
    }

    /**
     * Somebody followed a link in a chat or an issue. The cookie was not sent, since it was another site's page that asked;
     * asked for by our own page, it is.
     */
    private static Response again() {
        return Response.ok(
                        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0\">"
                                + "<title>Belay</title></head><body></body></html>",
                        MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Cache-Control", "no-store")
                .build();
    }
}
