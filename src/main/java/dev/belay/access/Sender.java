package dev.belay.access;

import java.util.Locale;
import java.util.SortedMap;

/**
 * Whose page made a browser send a request, as the browser says it: by {@code Sec-Fetch-Site}
 * (https://www.w3.org/TR/fetch-metadata/), which no page can forge but which is sent over https and to loopback only, and
 * else by {@code Origin}, which comes with everything but plain reads.
 */
enum Sender {
    /** A page of ours. */
    OUR_PAGE,
    /** A page of somebody else, even of a neighbouring site. */
    FOREIGN_PAGE,
    /** A person: an address typed, a bookmark, a link in another program. */
    PERSON,
    /** Nothing is said: no browser, or a plain read by one that says little. */
    UNSAID;

    /**
     * @param origin what a page of ours would send as {@code Origin}: scheme, host, and the port unless it is the scheme's own
     * @param headers by name in any case
     */
    static Sender of(String origin, SortedMap<String, String> headers) {
        String site = headers.get("Sec-Fetch-Site");
        String said = headers.get("Origin");
        if (site != null) {
            return switch (site) {
                case "same-origin" -> OUR_PAGE;
                case "none" -> said == null || said.equalsIgnoreCase(origin) ? PERSON : FOREIGN_PAGE;
                default -> FOREIGN_PAGE;
            };
        }
        return said == null ? UNSAID : said.equalsIgnoreCase(origin) ? OUR_PAGE : FOREIGN_PAGE;
    }

    /** The origin that a browser sees behind this host. */
    static String origin(String scheme, String host) {
        String authority = host.toLowerCase(Locale.ROOT);
        String usual = scheme.equals("https") ? ":443" : ":80";
        return scheme + "://"
                + (authority.endsWith(usual) ? authority.substring(0, authority.length() - usual.length()) : authority);
    }
}
