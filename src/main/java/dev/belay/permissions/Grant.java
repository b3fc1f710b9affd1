package dev.belay.permissions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table: permissions that belong together, on one sort of thing. It becomes one statement of a policy, or none where
 * nothing of that sort is named.
 *
 * @param sid the statement's name
 * @param everywhere AWS knows no resources for these actions: {@code *}, where there is anything of the sort at all
 * @param condition what else must hold; null: nothing
 */
public record Grant(
        String sid,
        Use use,
        Access access,
        About about,
        boolean everywhere,
        List<Permission> permissions,
        @Nullable Condition condition) {
    public Grant {
        permissions = List.copyOf(permissions);
    }

    static Grant on(String sid, Use use, Access access, About about, Permission... permissions) {
        return new Grant(sid, use, access, about, false, List.of(permissions), null);
    }

    static Grant everywhere(String sid, Use use, Access access, About about, Permission... permissions) {
        return new Grant(sid, use, access, about, true, List.of(permissions), null);
    }

    /** The same under a condition. */
    Grant when(Condition more) {
        return new Grant(sid, use, access, about, everywhere, permissions, more);
    }

    /**
     * A condition of a statement.
     *
     * @param values none: the ARNs of what the grant is about
     */
    public record Condition(String operator, String key, List<String> values) {
        public Condition {
            values = List.copyOf(values);
        }
    }
}
