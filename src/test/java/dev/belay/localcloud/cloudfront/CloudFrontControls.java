package dev.belay.localcloud.cloudfront;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.Control;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What can be broken of CloudFront by hand. */
final class CloudFrontControls {
    private final CloudFrontSimulator cloudFront;

    CloudFrontControls(CloudFrontSimulator cloudFront) {
        this.cloudFront = cloudFront;
    }

    Map<String, Control> all() {
        String usage = "{\"distribution\": \"E2EXAMPLE\"}: ";
        Map<String, Control> controls = new LinkedHashMap<>();
        controls.put(
                "hold",
                control(
                        usage + "no invalidation of it completes until it is released",
                        (id, body) -> cloudFront.hold(id)));
        controls.put(
                "release",
                control(
                        usage + "what would have completed meanwhile completes now",
                        (id, body) -> cloudFront.release(id)));
        controls.put(
                "origin",
                control(
                        "{\"distribution\": \"E2EXAMPLE\", \"bucket\": \"shop-frontend\", \"path\": \"\"}: it reads from"
                                + " that bucket and path, edges included",
                        (id, body) -> cloudFront.origin(
                                id,
                                body.path("bucket").asText(),
                                body.path("path").asText(""))));
        controls.put(
                "outer-cache",
                control(
                        usage + "another cache stands before it, keeps what it serves now as long as Cache-Control says"
                                + " and hears of no invalidation; \"on\": false takes it away",
                        (id, body) -> cloudFront.outerCache(id, body.path("on").asBoolean(true))));
        return controls;
    }

    private Control control(String usage, BiConsumer<String, JsonNode> effect) {
        return new Control(usage, body -> {
            try {
                effect.accept(body.path("distribution").asText(), body);
            } catch (Refusal refusal) {
                throw new IllegalArgumentException(refusal.getMessage(), refusal);
            }
            return cloudFront.state();
        });
    }
}
