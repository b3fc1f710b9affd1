package dev.belay.localcloud.ecr;

import dev.belay.localcloud.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The repositories of every account and region. */
final class Registries {
    private static final Pattern IMAGE = Pattern.compile(
            "(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]+))?");

    private final Map<Scope, Map<String, Repository>> repositories = new LinkedHashMap<>();
    private final InstantSource clock;

    Registries(InstantSource clock) {
        this.clock = clock;
    }

    /** The one there is, or a new one. */
    Repository obtain(Scope scope, String name) {
        return repositories
                .computeIfAbsent(scope, s -> new TreeMap<>())
                .computeIfAbsent(name, n -> new Repository(n, clock.instant()));
    }

    Optional<Repository> find(Scope scope, String name) {
        return Optional.ofNullable(repositories.getOrDefault(scope, Map.of()).get(name));
    }

    Repository required(Scope scope, String name) {
        return find(scope, name).orElseThrow(() -> EcrException.noRepository(scope, name));
    }

    List<String> names(Scope scope) {
        return List.copyOf(repositories.getOrDefault(scope, Map.of()).keySet());
    }

    void forEach(BiConsumer<Scope, Repository> each) {
        repositories.forEach(
                (scope, registry) -> registry.values().forEach(repository -> each.accept(scope, repository)));
    }

    Repository.Image store(Repository repository, String manifest, String tag) {
        Repository.Image image = repository.images.computeIfAbsent(
                digestOf(manifest), digest -> new Repository.Image(digest, manifest, clock.instant()));
        if (!tag.isEmpty()) {
            repository.tags.put(tag, image.digest());
        }
        return image;
    }

    /** The repository that an image's full name means, where it is one of ours. */
    Optional<Repository> repositoryOf(String image) {
        Matcher parts = IMAGE.matcher(image);
        return parts.matches() ? find(new Scope(parts.group(1), parts.group(2)), parts.group(3)) : Optional.empty();
    }

    Optional<Repository.Image> image(String image) {
        Matcher parts = IMAGE.matcher(image);
        return repositoryOf(image)
                .filter(repository -> parts.matches())
                .flatMap(repository -> repository.find(
                        Optional.ofNullable(parts.group(5)).orElse(""),
                        Optional.ofNullable(parts.group(4)).orElse("latest")));
    }

    static String digestOf(String manifest) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(manifest.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
