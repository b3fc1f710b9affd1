package dev.belay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person is told who wrote a record that is not in order: the messages, word by word. */
class RecordProblemsTest {
    static Stream<Arguments> targets() {
        return Stream.of(
                arguments("cluster: shop-prod", "clutser: shop-prod", """
                        t.yaml:12:9: spec.components.api.ecs.clutser: unknown field; did you mean "cluster"?"""),
                arguments("belay.dev/v1", "belay.dev/v2", """
                        t.yaml:1:13: apiVersion: "belay.dev/v2"; did you mean "belay.dev/v1"?"""),
                arguments("kind: Target", "kind: Pin", "t.yaml:2:7: kind: \"Pin\"; expected Target"),
                arguments(
                        "name: shop\n", "name: Shop\n", "t.yaml:4:9: metadata.name: \"Shop\"; did you mean \"shop\"?"),
                arguments(
                        "name: shop\n",
                        "name:\n",
                        "t.yaml:4:8: metadata.name: null; expected a name of lower-case letters, digits and hyphens, up to 63"),
                arguments("{team: shop}", "[team]", "t.yaml:5:11: metadata.labels: a list; expected an object"),
                arguments(
                        "{team: shop}",
                        "{team: a b}",
                        "t.yaml:5:18: metadata.labels.team: \"a b\"; expected a label's value: letters, digits and ._- up to 63"),
                arguments(
                        "region: eu-north-1",
                        "region: Stockholm",
                        "t.yaml:8:13: spec.aws.region: \"Stockholm\"; expected a region such as eu-north-1"),
                arguments(
                        "region: eu-north-1",
                        "assumeRole: belay",
                        "t.yaml:8:17: spec.aws.assumeRole: \"belay\"; expected a role's ARN: arn:aws:iam::ACCOUNT:role/NAME"),
                arguments("    api:\n", "    API:\n", """
                        t.yaml:10:5: spec.components: "API"; did you mean "api"?
                        t.yaml:27:11: spec.order[0]: "api"; did you mean "API"?"""),
                arguments("registry.example/shop-api:{version}", "registry.example/shop-api:{vresion}", """
                        t.yaml:15:16: spec.components.api.ecs.images.app: "registry.example/shop-api:{vresion}"; did you mean "registry.example/shop-api:{version}"?"""),
                arguments(
                        "stableWithin: PT15M",
                        "stableWithin: 15m",
                        "t.yaml:16:23: spec.components.api.ecs.stableWithin: \"15m\"; did you mean \"PT15M\"?"),
                arguments(
                        "stableWithin: PT15M",
                        "stableWithin: PT0S",
                        "t.yaml:16:23: spec.components.api.ecs.stableWithin: \"PT0S\"; expected an ISO-8601 duration above zero, such as PT15M"),
                arguments(
                        "stableWithin: PT15M",
                        "template: s3://shop-deploy/",
                        "t.yaml:16:19: spec.components.api.ecs.template: \"s3://shop-deploy/\"; expected s3://BUCKET/KEY, in which {version} may stand for a version"),
                arguments(
                        "keepOld: PT1H",
                        "keepOld: -PT1H",
                        "t.yaml:24:18: spec.components.web.site.keepOld: \"-PT1H\"; expected an ISO-8601 duration such as PT15M"),
                arguments(
                        "keepOld: PT1H",
                        "keepOld: PT999999999999H",
                        "t.yaml:24:18: spec.components.web.site.keepOld: \"PT999999999999H\"; expected an ISO-8601 duration such as PT15M"),
                arguments(
                        "pruneLimit: 50%",
                        "pruneLimit: 50",
                        "t.yaml:26:21: spec.components.web.site.pruneLimit: \"50\"; did you mean \"50%\"?"),
                arguments(
                        "pruneLimit: 50%",
                        "pruneLimit: 101%",
                        "t.yaml:26:21: spec.components.web.site.pruneLimit: \"101%\"; expected a percentage from 0% to 100%"),
                arguments(
                        "foreign: keep",
                        "foreign: kepe",
                        "t.yaml:25:18: spec.components.web.site.foreign: \"kepe\"; did you mean \"keep\"?"),
                arguments(
                        "foreign: keep",
                        "foreign: null",
                        "t.yaml:25:18: spec.components.web.site.foreign: null; expected keep or delete"),
                arguments(
                        "bucket: shop-frontend",
                        "bucket: s3://shop-frontend/live",
                        "t.yaml:19:17: spec.components.web.site.bucket: \"s3://shop-frontend/live\"; did you mean \"shop-frontend\"?"),
                arguments(
                        "prefix: live",
                        "prefix: /live",
                        "t.yaml:20:17: spec.components.web.site.prefix: \"/live\"; did you mean \"live\"?"),
                arguments(
                        "build: s3://shop-builds/dist-{version}",
                        "build: s3://shop-builds/dist/",
                        "t.yaml:21:16: spec.components.web.site.build: \"s3://shop-builds/dist/\"; expected s3://BUCKET/PREFIX/ with {version} in its prefix"),
                arguments(
                        "build: s3://shop-builds/dist-{version}",
                        "build: s3://builds-{version}/",
                        "t.yaml:21:16: spec.components.web.site.build: \"s3://builds-{version}/\"; expected s3://BUCKET/PREFIX/ with {version} in its prefix"),
                arguments(
                        "build: s3://shop-builds/",
                        "build: s3://shop-frontend/live/",
                        "t.yaml:21:16: spec.components.web.site.build: builds inside the live place s3://shop-frontend/live/; expected builds beside it or in another bucket"),
                arguments(
                        "entry: [\"**/*.html\"]",
                        "entry: []",
                        "t.yaml:22:16: spec.components.web.site.entry: an empty list; expected at least one glob"),
                arguments(
                        "entry: [\"**/*.html\"]",
                        "distributions: [E1, E1]",
                        "t.yaml:22:24: spec.components.web.site.distributions: \"E1\" twice; expected each once"),
                arguments("invalidate: all", "invalidate: [index.html, /a*b, /ok/*]", """
                        t.yaml:23:22: spec.components.web.site.invalidate[0]: "index.html"; expected a path that starts with / and has * at its end only
                        t.yaml:23:34: spec.components.web.site.invalidate[1]: "/a*b"; expected a path that starts with / and has * at its end only"""),
                arguments("    web:\n      site:", "    web:\n      lambda:", """
                        t.yaml:18:7: spec.components.web: none of ecs, site; expected exactly one of ecs, site
                        t.yaml:18:7: spec.components.web.lambda: unknown field; expected one of aws, ecs, site
                        t.yaml:34:15: spec.verify[1].served: "web"; expected a site of this target"""),
                arguments(
                        "order: [api, web]",
                        "order: [api, we]",
                        "t.yaml:27:16: spec.order[1]: \"we\"; did you mean \"web\"?"),
                arguments(
                        "order: [api, web]",
                        "order: [api, api]",
                        "t.yaml:27:10: spec.order: \"api\" twice; expected each once"),
                arguments(
                        "order: [api, web]",
                        "order: [web]",
                        "t.yaml:27:10: spec.order: an order without api; expected every component once"),
                arguments(
                        "served: web",
                        "served: api",
                        "t.yaml:34:15: spec.verify[1].served: \"api\"; expected a site of this target: web"),
                arguments(
                        "name: users",
                        "name: health",
                        "t.yaml:29:5: spec.verify: \"health\" twice; expected each once"),
                arguments(
                        "status: 200",
                        "status: \"200\"",
                        "t.yaml:32:17: spec.verify[0].http.status: \"200\"; expected a whole number from 100 to 599"),
                arguments(
                        "status: 200",
                        "json: {status: up}",
                        "t.yaml:32:16: spec.verify[0].http.json: \"status\"; expected a JSON path such as $.status"),
                arguments(
                        "status: 200",
                        "json: {$.status: null}",
                        "t.yaml:32:26: spec.verify[0].http.json[\"$.status\"]: null; expected text"),
                arguments(
                        "status: 200",
                        "headers: {Host: x}",
                        "t.yaml:32:19: spec.verify[0].http.headers: \"Host\"; expected a header's name, other than Host and those of the connection"),
                arguments(
                        "status: 200",
                        "headers: {a: x, A: y}",
                        "t.yaml:32:18: spec.verify[0].http.headers: \"a\" twice; expected each once"),
                arguments(
                        "status: 200",
                        "followRedirects: yes",
                        "t.yaml:32:26: spec.verify[0].http.followRedirects: \"yes\"; expected true or false"),
                arguments(
                        "drift: correct",
                        "drift: corect",
                        "t.yaml:36:10: spec.drift: \"corect\"; did you mean \"correct\"?"),
                arguments(
                        "drift: correct",
                        "drift: correct\n  drift: report",
                        "t.yaml:37:3: spec.drift: given twice, first in line 36; expected it once"),
                arguments("served: web\n      url", "served: web\n      uri", """
                        t.yaml:35:7: spec.verify[1].uri: unknown field; did you mean "url"?"""),
                arguments(
                        "cluster: shop-prod",
                        "cluster: ${env:BELAY_RECORD_CLUSTER}",
                        "t.yaml:12:18: spec.components.api.ecs.cluster: ${env:…} is filled in only in headers, flows, announce and followUp"),
                arguments(
                        "status: 200",
                        "contains: \"a${secret:x}\"",
                        "t.yaml:32:19: spec.verify[0].http.contains: ${secret:…} is filled in only in headers, flows, announce and followUp"),
                arguments(
                        "status: 200",
                        "contains: \"${ssm:x}\"",
                        "t.yaml:32:19: spec.verify[0].http.contains: ${ssm:…} is filled in only in headers, flows, announce and followUp"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void a_target_is_told(String part, String other, String expected) {
        assertThat(lines(Records.target(Records.with(Records.TARGET, part, other))))
                .isEqualTo(expected);
    }

    static Stream<Arguments> pins() {
        return Stream.of(
                arguments(
                        "version: 20261120-1430",
                        "version: a/b",
                        "p.yaml:5:12: spec.version: \"a/b\"; expected a version: letters, digits and ._+:- up to 128, a letter or digit first"),
                arguments(
                        "taskDefinition: \"shop-api:123\"",
                        "taskDefinition: shop-api",
                        "p.yaml:7:27: spec.components.api.taskDefinition: \"shop-api\"; expected family:revision, or a task definition's ARN with its revision"),
                arguments(
                        "{version: v1}",
                        "{version: v1, leave: true}",
                        "p.yaml:8:10: spec.components.web: version and leave; expected exactly one of version, taskDefinition, images, leave"),
                arguments(
                        "{version: v1}",
                        "{}",
                        "p.yaml:8:10: spec.components.web: none of version, taskDefinition, images, leave; expected exactly one of version, taskDefinition, images, leave"),
                arguments(
                        "{version: v1}",
                        "{leave: false}",
                        "p.yaml:8:18: spec.components.web.leave: \"false\"; expected true, or no such field"),
                arguments(
                        "{version: v1}",
                        "{version: v1, base: running}",
                        "p.yaml:8:30: spec.components.web.base: a base without images; expected images to put into it"),
                arguments(
                        "{version: v1}",
                        "{images: {}}",
                        "p.yaml:8:19: spec.components.web.images: no images; expected an image for at least one container"),
                arguments(
                        "{version: v1}",
                        "{images: {app: \"x:{version}\"}}",
                        "p.yaml:8:25: spec.components.web.images.app: \"x:{version}\"; expected an image"),
                arguments(
                        "{version: v1}",
                        "{images: {app: x}, base: shop-api}",
                        "p.yaml:8:35: spec.components.web.base: \"shop-api\"; expected template, running or family:revision"),
                arguments("{version: v1}", "{verison: v1}", """
                        p.yaml:8:11: spec.components.web.verison: unknown field; did you mean "version"?"""),
                arguments("force: 1", "force: -1", "p.yaml:9:10: spec.force: \"-1\"; expected a whole number from 0"),
                arguments("force: 1", "force: 1.5", "p.yaml:9:10: spec.force: \"1.5\"; expected a whole number from 0"),
                arguments("force: 1", "barrier: yes", "p.yaml:9:12: spec.barrier: \"yes\"; expected true or false"),
                arguments(
                        "startedAt: 2026-11-20T14:32:00Z",
                        "startedAt: yesterday",
                        "p.yaml:12:53: spec.incident.startedAt: \"yesterday\"; expected a time such as 2026-11-20T14:32:00Z"),
                arguments(
                        "reason: \"INC-482: login fails\"",
                        "reason: " + "x".repeat(5000),
                        "p.yaml:10:11: spec.reason: 5000 characters; expected at most 4096"),
                arguments(
                        "reason: \"INC-482: login fails\"",
                        "reason: \"\\ufffe\"",
                        "p.yaml:10:11: spec.reason: character U+FFFE; expected printable text"),
                arguments(
                        "reason: \"INC-482: login fails\"",
                        "reason: \"\\e[31mred\"",
                        "p.yaml:10:11: spec.reason: character U+001B; expected printable text"));
    }

    @ParameterizedTest
    @MethodSource("pins")
    void a_pin_is_told(String part, String other, String expected) {
        assertThat(lines(Records.pin(Records.with(Records.PIN, part, other)))).isEqualTo(expected);
    }

    static Stream<Arguments> holds() {
        return Stream.of(
                arguments("mode: suspend", "mode: stop", "h.yaml:6:9: spec.mode: \"stop\"; expected freeze or suspend"),
                arguments(
                        "mode: suspend",
                        "mode: suspended",
                        "h.yaml:6:9: spec.mode: \"suspended\"; did you mean \"suspend\"?"),
                arguments("  mode: suspend\n", "", "h.yaml:5:3: spec.mode: missing; expected freeze or suspend"),
                arguments(
                        "targets: [shop, \"web-*\"]",
                        "targets: []",
                        "h.yaml:5:12: spec.targets: no targets; expected at least one name or pattern"),
                arguments(
                        "targets: [shop, \"web-*\"]",
                        "targets: shop",
                        "h.yaml:5:12: spec.targets: \"shop\"; expected a list"),
                arguments(
                        "targets: [shop, \"web-*\"]",
                        "labels: {}",
                        "h.yaml:5:11: spec.labels: no labels; expected at least one label"),
                arguments(
                        "targets: [shop, \"web-*\"]",
                        "targets: [shop]\n  labels: {team: shop}",
                        "h.yaml:5:3: spec: targets and labels; expected exactly one of targets, labels"),
                arguments(
                        "until: 2026-11-21T09:00:00Z",
                        "until: 2026-11-21",
                        "h.yaml:9:10: spec.until: \"2026-11-21\"; expected a time such as 2026-11-20T14:32:00Z"));
    }

    @ParameterizedTest
    @MethodSource("holds")
    void a_hold_is_told(String part, String other, String expected) {
        assertThat(lines(Records.hold(Records.with(Records.HOLD, part, other)))).isEqualTo(expected);
    }

    @Test
    void a_pin_that_says_nothing_is_told_what_it_lacks() {
        var pin = "apiVersion: belay.dev/v1\nkind: Pin\nmetadata: {name: shop}\nspec: {reason: none}\n";
        assertThat(lines(Records.pin(pin)))
                .isEqualTo(
                        "p.yaml:4:7: spec: neither version nor components; expected a version to hold the target to");
    }

    @Test
    void what_has_no_positions_is_told_by_path() {
        var spec = new Node.Mapping(null, List.of(new Node.Entry(null, "verison", new Node.Scalar(null, "1", true))));
        var tree = new Node.Mapping(
                null,
                List.of(
                        new Node.Entry(null, "apiVersion", new Node.Scalar(null, "belay.dev/v1", true)),
                        new Node.Entry(null, "kind", new Node.Scalar(null, "Pin", true)),
                        new Node.Entry(
                                null,
                                "metadata",
                                new Node.Mapping(
                                        null,
                                        List.of(new Node.Entry(null, "name", new Node.Scalar(null, "shop", true))))),
                        new Node.Entry(null, "spec", spec)));
        assertThat(RecordCodec.pin("table belay, item pins/shop", tree).problems())
                .map(Problem::toString)
                .contains("table belay, item pins/shop: spec.verison: unknown field; did you mean \"version\"?");
    }

    @Test
    void a_hundred_problems_are_enough() {
        var keys = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            keys.append("  field").append(i).append(": 1\n");
        }
        var problems = Records.pin(Records.PIN + keys).problems();
        assertThat(problems).hasSize(101).last().hasToString("p.yaml: and 4900 problems more");
    }

    private static String lines(Decoded<?> decoded) {
        return String.join("\n", Records.lines(decoded.problems()));
    }
}
