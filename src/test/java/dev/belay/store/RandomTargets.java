package dev.belay.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.model.Check.Flow.Step;
import dev.belay.model.Component;
import dev.belay.model.EcsService;
import dev.belay.model.FollowUp;
import dev.belay.model.Metadata;
import dev.belay.model.Receiver;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.model.Target;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Targets with any of their fields, for tests of the codec. */
final class RandomTargets {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final RandomGenerator random;
    private final AwsScope aws;

    private RandomTargets(RandomGenerator random) {
        this.random = random;
        this.aws = new AwsScope(
                one("eu-north-1", null), one("arn:aws:iam::123456789012:role/belay", null), one("shop", null));
    }

    static Target target(RandomGenerator random) {
        return new RandomTargets(random).target();
    }

    private Target target() {
        var components = new LinkedHashMap<String, Component>();
        components.put("api", service());
        components.put("web", site());
        return new Target(
                Metadata.named("shop"),
                components,
                random.nextBoolean() ? List.of() : List.of("web", "api"),
                checks(),
                duration(),
                one(Target.OnFailure.values()),
                one(Target.DriftPolicy.values()),
                receivers(),
                one(
                        null,
                        new FollowUp(
                                one(FollowUp.GITHUB, URI.create("https://ghe.example/api/v3")),
                                "shop/shop.js",
                                one("${secret:shop/github-token}", "yes"),
                                one(List.of(), List.of("incident", "no", "two words")))));
    }

    private AwsScope scope() {
        return new AwsScope(one("eu-west-1", null), null, null).or(aws);
    }

    private Component service() {
        return new EcsService(
                scope(),
                "shop",
                "api",
                one("shop-api", null),
                new TreeMap<>(Map.of("app", "r.example/shop:{version}")),
                one("s3://deploy/t-{version}.json", null),
                Duration.ofMinutes(1 + random.nextInt(90)));
    }

    private Component site() {
        return new Site(
                scope(),
                new S3Place("shop", one("", "live/")),
                "s3://builds/{version}/",
                one(Site.ENTRY, List.of("index.html")),
                one(List.of(), List.of("uploads/**", "null")),
                one(List.of(), List.of("E1", "1E5")),
                one(Site.ALL, List.of("/index.html", "/a/*")),
                duration(),
                one(Site.Foreign.values()),
                random.nextInt(101),
                one(Duration.ofMinutes(5), null));
    }

    private List<Check> checks() {
        var checks = new ArrayList<Check>();
        for (int i = random.nextInt(4); i > 0; i--) {
            checks.add(new Check(
                    "check " + i,
                    random.nextBoolean(),
                    duration(),
                    duration().plusSeconds(1),
                    1 + random.nextInt(5),
                    probe()));
        }
        return checks;
    }

    private Check.Probe probe() {
        return switch (random.nextInt(5)) {
            case 0 ->
                new Check.Http(
                        URI.create("https://shop.example/health"),
                        100 + random.nextInt(500),
                        one("up", null),
                        texts("$.a", "$.b[0]"),
                        headers(),
                        Duration.ofSeconds(7),
                        random.nextBoolean());
            case 1 -> new Check.Served("web", URI.create("https://shop.example/"));
            case 2 -> new Check.TargetHealth("api");
            case 3 -> new Check.Alarm(one("shop-5xx", "5xx: über", "yes"), aws);
            default -> new Check.Flow(steps(), Duration.ofSeconds(1 + random.nextInt(60)));
        };
    }

    private List<Step> steps() {
        var steps = new ArrayList<Step>();
        String before = "";
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            var capture = new TreeMap<String, String>();
            if (random.nextBoolean()) {
                capture.put("token", one("$.token", "header:X-Token"));
            }
            boolean head = random.nextInt(6) == 0;
            steps.add(new Step(
                    head ? "HEAD" : one("GET", "POST", "PUT", "PATCH", "DELETE"),
                    one("https://shop.example/a?b=c#d", "${env:BELAY_RECORD_URL}/x", "http://x.example/" + before),
                    headers(),
                    random.nextBoolean() ? json(3).toString() : null,
                    one(200, 404, null),
                    head ? null : one("items" + before, "${ssm:/x}", null),
                    head ? new TreeMap<>() : texts("$.a", "$['b c']"),
                    capture));
            before = capture.isEmpty() ? before : "{token}";
        }
        return steps;
    }

    private JsonNode json(int depth) {
        return switch (depth == 0 ? 2 + random.nextInt(3) : random.nextInt(5)) {
            case 0 -> {
                var object = JSON.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(RoundTripTest.text(random), random.nextInt(5) == 0 ? JSON.nullNode() : json(depth - 1));
                }
                yield object;
            }
            case 1 -> {
                var array = JSON.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(json(depth - 1));
                }
                yield array;
            }
            case 2 -> JSON.booleanNode(random.nextBoolean());
            case 3 -> DecimalNode.valueOf(new BigDecimal(one("0", "-5", "1.5", "-0.000001", "123456789012345", "0.1")));
            default -> JSON.textNode(RoundTripTest.text(random));
        };
    }

    private List<Receiver> receivers() {
        var all = new ArrayList<Receiver>();
        if (random.nextBoolean()) {
            all.add(new Receiver.Slack(one("${secret:shop/slack}", "https://hooks.slack.example/x")));
        }
        if (random.nextBoolean()) {
            all.add(new Receiver.Webhook("https://hooks.example/${env:BELAY_RECORD_ID}", one("${secret:key}", null)));
        }
        if (random.nextBoolean()) {
            all.add(new Receiver.Sns(
                    "arn:aws:sns:us-east-1:123456789012:deploys",
                    new AwsScope("us-east-1", aws.assumeRole(), aws.externalId())));
        }
        return all;
    }

    private SortedMap<String, String> headers() {
        var headers = texts("Accept", "X-Probe");
        headers.replaceAll((name, value) -> value.replace("\n", " "));
        if (random.nextBoolean()) {
            headers.put("Authorization", "Bearer ${secret:shop/token}");
        }
        return headers;
    }

    private SortedMap<String, String> texts(String... keys) {
        var texts = new TreeMap<String, String>();
        for (String key : keys) {
            if (random.nextBoolean()) {
                texts.put(key, RoundTripTest.text(random));
            }
        }
        return texts;
    }

    private Duration duration() {
        return Duration.ofSeconds(random.nextInt(5) * 1000L);
    }

    @SafeVarargs
    private <T extends @Nullable Object> T one(T... values) {
        return values[random.nextInt(values.length)];
    }
}
