package dev.belay.localcloud.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody must be allowed for a call to go through.
 *
 * @param resource {@code *}: the action knows no resources, so that only a statement on all allows it
 * @param context the values of condition keys; a key that is absent here is absent in the call
 */
public record Asked(String action, String resource, Map<String, List<String>> context) {
    public Asked {
        context = Map.copyOf(context);
    }

    public static Asked of(String action, String resource) {
        return new Asked(action, resource, Map.of());
    }

    public static Asked of(String action, String resource, String key, String... values) {
        return new Asked(action, resource, Map.of(key, List.of(values)));
    }

    /** The same, asked by somebody. */
    public Asked by(String principal) {
        Map<String, List<String>> more = new TreeMap<>(context);
        more.put("aws:PrincipalArn", List.of(principal));
        return new Asked(action, resource, more);
    }

    @Override
    public String toString() {
        return action + " on " + resource + (context.isEmpty() ? "" : " where " + context);
    }
}
