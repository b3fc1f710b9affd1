package dev.belay.localcloud;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of the Query protocol: in the body of a POST, in the query string of a GET. */
public final class Form {
    private Form() {}

    public static Map<String, String> of(Request request) {
        return parse(request.body().length > 0 ? request.text() : request.query());
    }

    public static Map<String, String> parse(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                fields.put(
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** The list {@code NAME.member.1}, {@code NAME.member.2}, … */
    public static List<String> members(Map<String, String> fields, String name) {
        List<String> members = new ArrayList<>();
        for (int i = 1; ; i++) {
            String member = fields.get(name + ".member." + i);
            if (member == null) {
                return members;
            }
            members.add(member);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
