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
     * @param values of the key
     * @param about whose ARNs the values are instead; null: they are written out
     */
    public record Condition(
            String operator,
            String key,
            List<String> values,
            @Nullable About about) {
        public Condition {
            values = List.copyOf(values);
        }

        static Condition of(String operator, String key, List<String> values) {
            return new Condition(operator, key, values, null);
        }

        static Condition of(String operator, String key, About about) {
            return new Condition(operator, key, List.of(), about);
        }

        /** With the ARNs written out. */
        Condition filled(Named named) {
            return about == null ? this : of(operator, key, named.of(about));
        }
    }
}
