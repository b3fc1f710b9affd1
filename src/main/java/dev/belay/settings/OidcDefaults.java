package dev.belay.settings;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Quarkus's OIDC is off by default here, since it does not start without a provider's address; with an address it is on, and this
 * is how it is on unless the environment or the settings file say otherwise: hence the ordinal, between theirs and that of the
 * program's own defaults.
 */
public final class OidcDefaults implements ConfigSourceFactory {
    private static final int ORDINAL = 255;

    /** What is a matter of safety, or of starting while the provider is down. */
    private static final Map<String, String> ALWAYS = Map.of(
            "quarkus.oidc.tenant-enabled", "true",
            "quarkus.oidc.connection-timeout", "3S",
            "quarkus.oidc.token.allow-opaque-token-introspection", "false",
            "quarkus.oidc.token.allow-jwt-introspection", "false",
            "quarkus.oidc.authentication.restore-path-after-redirect", "true",
            "quarkus.oidc.authentication.cookie-same-site", "lax");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (!isSet(context, "quarkus.oidc.auth-server-url") && !isSet(context, "quarkus.oidc.provider")) {
            return List.of();
        }
        var defaults = new HashMap<>(ALWAYS);
        // Without an id of our own nobody can be sent to the provider's sign-in page: its tokens alone are known then.
        defaults.put("quarkus.oidc.application-type", isSet(context, "quarkus.oidc.client-id") ? "hybrid" : "service");
        return List.of(new PropertiesConfigSource(defaults, "OIDC is configured", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    private static boolean isSet(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value != null && value.getValue() != null && !value.getValue().isBlank();
    }
}
