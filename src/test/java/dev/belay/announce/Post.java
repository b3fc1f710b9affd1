package dev.belay.announce;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.FollowUp;
import dev.belay.model.Receiver;
import dev.belay.secrets.Secrets;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Couriers with secrets of the test's own, and letters for them. */
final class Post {
    private static final Map<String, String> SECRETS = Map.of(
            "${secret:slack-path}", "/services/T0/B0/sesame",
            "${secret:key}", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "${secret:token}", "sesame-token");

    static final URI URL = URI.create("https://belay.shop.example/");
    static final Wire.Patience SHORT = new Wire.Patience(Duration.ofMillis(300), Duration.ofSeconds(45));

    private Post() {}

    static Couriers couriers(Topics topics) {
        return couriers(topics, Wire.DNS, Wire.Patience.DEFAULT);
    }

    static Couriers couriers(Topics topics, Wire.Names names, Wire.Patience patience) {
        return new Couriers(Post::resolve, topics, URL, InstantSource.fixed(Samples.NOW), names, patience);
    }

    static Couriers couriers() {
        return couriers((scope, message) -> "m-1");
    }

    /** Every name is a metadata service. */
    static InetAddress[] linkLocal(String host) {
        return new InetAddress[] {InetAddress.ofLiteral("169.254.169.254")};
    }

    static Letter letter(Announcement said, Receiver to) {
        return Outbox.EMPTY.post(said, List.of(to), null).outbox().letters().getFirst();
    }

    static Letter letter(Announcement said, FollowUp to) {
        return Outbox.EMPTY.post(said, List.of(), to).outbox().letters().getFirst();
    }

    private static Secrets.Resolved resolve(String text) {
        if (text.contains("${secret:missing}")) {
            throw new FailureException(new Failure.NotFound("${secret:missing} is not there"));
        }
        String resolved = text;
        @Nullable String value = null;
        for (var secret : SECRETS.entrySet()) {
            if (resolved.contains(secret.getKey())) {
                value = secret.getValue();
                resolved = resolved.replace(secret.getKey(), value);
            }
        }
        return new Secrets.Resolved(resolved, value == null ? List.of() : List.of(value));
    }
}
