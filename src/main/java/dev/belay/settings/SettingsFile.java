package dev.belay.settings;

import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/**
 * The settings file: the one that {@code BELAY_CONFIG} names, which must then be there, else {@code config/belay.yaml} where
 * there is one. Environment variables win over it, and it over the defaults: hence its ordinal, between theirs.
 */
public final class SettingsFile implements ConfigSourceProvider {
    private static final int ORDINAL = 265;

    @Override
    public List<ConfigSource> getConfigSources(ClassLoader loader) {
        String named = System.getenv("BELAY_CONFIG");
        Path file = Path.of(named == null || named.isBlank() ? "config/belay.yaml" : named);
        if ((named == null || named.isBlank()) && !Files.exists(file)) {
            return List.of();
        }
        try {
            return List.of(new YamlConfigSource(file.toString(), Files.readString(file), ORDINAL));
        } catch (IOException e) {
            throw new IllegalStateException("the settings file " + file + " (BELAY_CONFIG) can't be read: " + e, e);
        }
    }
}
