package dev.belay.store;

import dev.belay.model.Hold;
import dev.belay.model.Pin;
import dev.belay.model.RecordKind;
import dev.belay.model.Target;
import java.util.ArrayList;
import java.util.List;

/** Records for tests of the codec and the catalog. */
final class Records {
    static final String TARGET = """
            apiVersion: belay.dev/v1
            kind: Target
            metadata:
              name: shop
              labels: {team: shop}
            spec:
              aws:
                region: eu-north-1
              components:
                api:
                  ecs:
                    cluster: shop-prod
                    service: shop-api
                    images:
                      app: registry.example/shop-api:{version}
                    stableWithin: PT15M
                web:
                  site:
                    bucket: shop-frontend
                    prefix: live
                    build: s3://shop-builds/dist-{version}
                    entry: ["**/*.html"]
                    invalidate: all
                    keepOld: PT1H
                    foreign: keep
                    pruneLimit: 50%
              order: [api, web]
              verify:
                - name: health
                  http:
                    url: https://shop.example/health
                    status: 200
                - name: users
                  served: web
                  url: https://shop.example/
              drift: correct
            """;

    static final String PIN = """
            apiVersion: belay.dev/v1
            kind: Pin
            metadata: {name: shop}
            spec:
              version: 20261120-1430
              components:
                api: {taskDefinition: "shop-api:123"}
                web: {version: v1}
              force: 1
              reason: "INC-482: login fails"
              by: alice
              incident: {id: INC-482, symptoms: 5xx, startedAt: 2026-11-20T14:32:00Z}
            """;

    static final String HOLD = """
            apiVersion: belay.dev/v1
            kind: Hold
            metadata: {name: stop}
            spec:
              targets: [shop, "web-*"]
              mode: suspend
              reason: "INC-482"
              by: alice
              until: 2026-11-21T09:00:00Z
            """;

    private Records() {}

    static Decoded<Target> target(String text) {
        return RecordCodec.parse("t.yaml", text).then(tree -> RecordCodec.target("t.yaml", tree));
    }

    static Decoded<Pin> pin(String text) {
        return RecordCodec.parse("p.yaml", text).then(tree -> RecordCodec.pin("p.yaml", tree));
    }

    static Decoded<Hold> hold(String text) {
        return RecordCodec.parse("h.yaml", text).then(tree -> RecordCodec.hold("h.yaml", tree));
    }

    static <T> T valid(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Valid<T>(T value) -> value;
            case Decoded.Invalid<T> invalid -> throw new AssertionError(invalid.problems());
        };
    }

    /** A text with one part of it replaced, which must be there. */
    static String with(String text, String part, String other) {
        if (!text.contains(part)) {
            throw new IllegalArgumentException("there is no " + part);
        }
        return text.replace(part, other);
    }

    static List<String> lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    /** A listing of texts, each with its kind, name and place. */
    static final class Listing {
        private final List<StoredRecord> records = new ArrayList<>();

        Listing and(RecordKind kind, String name, String text) {
            return at(kind, name, kind.folder() + "/" + name + ".yaml", text);
        }

        Listing at(RecordKind kind, String name, String place, String text) {
            var content = new StoredRecord.Content.Text(text);
            records.add(new StoredRecord(kind, name, place, Integer.toHexString(text.hashCode()), content));
            return this;
        }

        RecordListing listing() {
            return new RecordListing(records);
        }

        Catalog catalog() {
            return Catalog.of(listing());
        }
    }
}
