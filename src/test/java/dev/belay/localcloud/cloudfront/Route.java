package dev.belay.localcloud.cloudfront;

import dev.belay.localcloud.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which operation an HTTP request asks for. */
sealed interface Route {
    record CreateDistribution() implements Route {}

    record ListDistributions(Page page) implements Route {}

    record GetDistribution(String id) implements Route {}

    record GetDistributionConfig(String id) implements Route {}

    record UpdateDistribution(String id) implements Route {}

    record CreateInvalidation(String id) implements Route {}

    record ListInvalidations(String id, Page page) implements Route {}

    record GetInvalidation(String id, String invalidation) implements Route {}

    /** The operation's name in CloudFront's API reference. */
    static String operation(Request request) {
        try {
            return of(request).getClass().getSimpleName();
        } catch (Refusal refusal) {
            return "Unknown";
        }
    }

    static Route of(Request request) {
        List<String> steps = List.of(request.path().split("/", -1));
        Map<String, String> query = query(request.query());
        boolean ours = steps.size() >= 3
                && steps.subList(0, 3).equals(List.of("", "2020-05-31", "distribution"))
                && List.of("Marker", "MaxItems").containsAll(query.keySet());
        if (!ours) {
            throw unknown(request);
        }
        Page page = Page.of(query.getOrDefault("Marker", ""), query.getOrDefault("MaxItems", ""));
        List<String> rest = steps.subList(3, steps.size());
        String id = rest.isEmpty() ? "" : rest.getFirst();
        String last = rest.isEmpty() ? "" : rest.getLast();
        String shape = rest.size() < 2 ? "" + rest.size() : rest.size() + " " + rest.get(1);
        return switch (request.method() + " " + shape) {
            case "POST 0" -> new CreateDistribution();
            case "GET 0" -> new ListDistributions(page);
            case "GET 1" -> new GetDistribution(id);
            case "GET 2 config" -> new GetDistributionConfig(id);
            case "PUT 2 config" -> new UpdateDistribution(id);
            case "POST 2 invalidation" -> new CreateInvalidation(id);
            case "GET 2 invalidation" -> new ListInvalidations(id, page);
            case "GET 3 invalidation" -> new GetInvalidation(id, last);
            default -> throw unknown(request);
        };
    }

    private static Refusal unknown(Request request) {
        return new Refusal(
                400,
                "InvalidAction",
                "The local cloud does not simulate this CloudFront call: " + request.method() + " " + request.path()
                        + (request.query().isEmpty() ? "" : "?" + request.query()));
    }

    private static Map<String, String> query(String query) {
        Map<String, String> found = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('=');
                String value = pair.substring(Math.min(pair.length(), equals + 1));
                found.put(pair.substring(0, equals), URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return found;
    }
}
