package dev.belay.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Hold;
import dev.belay.model.Reference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Resolves references as the settings allow. What AWS answered is kept for {@link #KEPT}, so that a flow with many steps asks once;
 * not longer: a secret that was rotated must not fail a check by its old value.
 */
public final class References implements Secrets {
    static final Duration KEPT = Duration.ofSeconds(10);

    private static final String SETTING = "belay.secrets.allow";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Kept(String value, Instant until) {
        @Override
        public String toString() {
            return "Kept[until=" + until + "]";
        }
    }

    private final List<String> allow;
    private final SecretSource source;
    private final UnaryOperator<@Nullable String> environment;
    private final InstantSource clock;
    private final ConcurrentMap<Reference, Kept> kept = new ConcurrentHashMap<>();

    /**
     * @param allow patterns of the secrets and parameters that records may name; {@code *} stands for any characters
     * @param environment the value of a variable, null: there is none
     */
    public References(
            List<String> allow, SecretSource source, UnaryOperator<@Nullable String> environment, InstantSource clock) {
        this.allow = List.copyOf(allow);
        this.source = source;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Resolved resolve(String text) {
        String misspelt = Reference.misspelt(text);
        if (misspelt != null) {
            throw new Failure.Invalid(misspelt + " is not a reference; expected " + Reference.FORM).asException();
        }
        var values = new ArrayList<String>();
        String resolved = Reference.fill(text, reference -> {
            String value = value(reference);
            values.add(value);
            return value;
        });
        return new Resolved(resolved, values);
    }

    private String value(Reference reference) {
        return switch (reference.source()) {
            case ENV -> variable(reference);
            case SECRET -> {
                allowed(reference);
                String secret = read(reference);
                yield reference.field() == null ? secret : field(reference, reference.field(), secret);
            }
            case SSM -> {
                allowed(reference);
                yield read(reference);
            }
        };
    }

    private String variable(Reference reference) {
        String value = environment.apply(reference.name());
        if (value == null) {
            throw new Failure.NotFound(reference + ": there is no such environment variable").asException();
        }
        return value;
    }

    private void allowed(Reference reference) {
        if (allow.stream().noneMatch(pattern -> Hold.matches(pattern, reference.name()))) {
            throw new Failure.Denied(reference + " is not allowed: no pattern of " + SETTING + " matches its name")
                    .asException();
        }
    }

    private String read(Reference reference) {
        var what = new Reference(reference.source(), reference.name());
        Instant now = clock.instant();
        Kept known = kept.get(what);
        if (known != null && now.isBefore(known.until())) {
            return known.value();
        }
        kept.values().removeIf(each -> !now.isBefore(each.until()));
        String value;
        try {
            value = what.source() == Reference.Source.SECRET
                    ? source.secret(what.name())
                    : source.parameter(what.name());
        } catch (FailureException e) {
            throw new FailureException(named(reference, e.failure()), e);
        }
        kept.put(what, new Kept(value, now.plus(KEPT)));
        return value;
    }

    private static Failure named(Reference reference, Failure failure) {
        String message = reference + ": " + failure.message();
        return switch (failure) {
            case Failure.Throttled throttled -> new Failure.Throttled(message);
            case Failure.Denied denied -> new Failure.Denied(message);
            case Failure.NotFound notFound -> new Failure.NotFound(message);
            case Failure.Conflict conflict -> new Failure.Conflict(message);
            case Failure.Unavailable unavailable -> new Failure.Unavailable(message);
            case Failure.Invalid invalid -> new Failure.Invalid(message);
        };
    }

    /** The parser's own exceptions quote what they read: they go no further. */
    private static String field(Reference reference, String key, String secret) {
        JsonNode found;
        try {
            found = JSON.readTree(secret).path(key);
        } catch (JsonProcessingException e) {
            throw new Failure.Invalid(reference + ": the secret is not JSON, so it has no field").asException();
        }
        if (!found.isValueNode() || found.isNull()) {
            throw new Failure.NotFound(reference + ": the secret has no field \"" + key + "\" with a text in it")
                    .asException();
        }
        return found.asText();
    }
}
