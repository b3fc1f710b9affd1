package dev.belay.store;

import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.model.Component;
import dev.belay.model.EcsService;
import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.PinnedComponent.Base;
import dev.belay.model.RecordKind;
import dev.belay.model.Site;
import dev.belay.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Records as trees, in the order in which people write them. */
final class RecordWriter {
    private RecordWriter() {}

    static Node.Mapping pin(Pin pin) {
        var spec =
                new Fill().text("version", pin.version()).mapping("components", pin.components(), RecordWriter::pinned);
        if (pin.force() != 0) {
            spec.plain("force", pin.force());
        }
        spec.text("reason", pin.reason()).text("by", pin.by());
        var incident = pin.incident();
        if (incident != null) {
            spec.node(
                    "incident",
                    new Fill()
                            .text("id", incident.id())
                            .text("symptoms", incident.symptoms())
                            .text("startedAt", incident.startedAt())
                            .done());
        }
        return record(RecordKind.PIN, pin.metadata(), spec);
    }

    private static Node pinned(PinnedComponent pinned) {
        return switch (pinned) {
            case PinnedComponent.Version(String version) ->
                new Fill().text("version", version).done();
            case PinnedComponent.TaskDefinition(String revision) ->
                new Fill().text("taskDefinition", revision).done();
            case PinnedComponent.Images(var images, var base) ->
                new Fill()
                        .mapping("images", images, RecordWriter::scalar)
                        .text("base", base == null ? null : base(base))
                        .done();
            case PinnedComponent.Leave leave -> new Fill().plain("leave", true).done();
        };
    }

    private static String base(Base base) {
        return switch (base) {
            case Base.Template template -> "template";
            case Base.Running running -> "running";
            case Base.Revision(String revision) -> revision;
        };
    }

    static Node.Mapping hold(Hold hold) {
        var spec = new Fill()
                .texts("targets", hold.targets())
                .mapping("labels", hold.labels(), RecordWriter::scalar)
                .text("mode", TargetReader.word(hold.mode()))
                .text("reason", hold.reason())
                .text("by", hold.by())
                .text("until", hold.until());
        return record(RecordKind.HOLD, hold.metadata(), spec);
    }

    static Node.Mapping target(Target target) {
        var spec = new Fill()
                .mapping("components", target.components(), RecordWriter::component)
                .texts("order", target.order())
                .nodes(
                        "verify",
                        target.verify().stream().map(RecordWriter::check).toList())
                .text("drift", TargetReader.word(target.drift()));
        return record(RecordKind.TARGET, target.metadata(), spec);
    }

    private static Node component(Component component) {
        var fill = new Fill();
        if (!component.aws().equals(AwsScope.DEFAULT)) {
            fill.node(
                    "aws",
                    new Fill()
                            .text("region", component.aws().region())
                            .text("assumeRole", component.aws().assumeRole())
                            .text("externalId", component.aws().externalId())
                            .done());
        }
        return switch (component) {
            case EcsService ecs -> fill.node("ecs", ecs(ecs)).done();
            case Site site -> fill.node("site", site(site)).done();
        };
    }

    private static Node ecs(EcsService ecs) {
        return new Fill()
                .text("cluster", ecs.cluster())
                .text("service", ecs.service())
                .text("family", ecs.family())
                .mapping("images", ecs.images(), RecordWriter::scalar)
                .text("template", ecs.template())
                .text("stableWithin", ecs.stableWithin())
                .done();
    }

    private static Node site(Site site) {
        var fill = new Fill()
                .text("bucket", site.live().bucket())
                .text("prefix", site.live().prefix())
                .text("build", site.build())
                .texts("entry", site.entry())
                .texts("keep", site.keep())
                .texts("distributions", site.distributions());
        if (site.invalidate().equals(Site.ALL)) {
            fill.text("invalidate", "all");
        } else {
            fill.texts("invalidate", site.invalidate());
        }
        return fill.text("keepOld", site.keepOld())
                .text("foreign", TargetReader.word(site.foreign()))
                .text("pruneLimit", site.pruneLimit() + "%")
                .text("resync", site.resync())
                .done();
    }

    private static Node check(Check check) {
        var fill = new Fill().text("name", check.name());
        switch (check.probe()) {
            case Check.Http http -> fill.node("http", http(http));
            case Check.Served served -> fill.text("served", served.component()).text("url", served.url());
            case Check.Flow flow -> throw new UnsupportedOperationException("flow");
            case Check.TargetHealth health -> fill.text("targetHealth", health.component());
            case Check.Alarm alarm -> fill.text("alarm", alarm.alarm());
        }
        if (check.optional()) {
            fill.plain("optional", true);
        }
        return fill.text("within", check.within())
                .text("every", check.every())
                .plain("failures", check.failures())
                .done();
    }

    private static Node http(Check.Http http) {
        return new Fill()
                .text("url", http.url())
                .plain("status", http.status())
                .text("contains", http.contains())
                .mapping("json", http.json(), RecordWriter::scalar)
                .mapping("headers", http.headers(), RecordWriter::scalar)
                .text("timeout", http.timeout())
                .plain("followRedirects", http.followRedirects())
                .done();
    }

    private static Node.Mapping record(RecordKind kind, Metadata metadata, Fill spec) {
        return new Fill()
                .text("apiVersion", RecordCodec.API_VERSION)
                .text("kind", kind.word())
                .node(
                        "metadata",
                        new Fill()
                                .text("name", metadata.name())
                                .mapping("labels", metadata.labels(), RecordWriter::scalar)
                                .done())
                .node("spec", spec.done())
                .done();
    }

    private static Node scalar(Object text) {
        return new Node.Scalar(null, text.toString(), !YamlWriter.isPlain(text.toString()));
    }

    /** A mapping being filled: what is null or empty is left out. */
    private static final class Fill {
        private final List<Node.Entry> entries = new ArrayList<>();

        Fill node(String key, Node value) {
            entries.add(new Node.Entry(null, key, value));
            return this;
        }

        Fill text(String key, @Nullable Object value) {
            return value == null ? this : node(key, scalar(value));
        }

        /** A number or a truth value, which is not text. */
        Fill plain(String key, Object value) {
            return node(key, new Node.Scalar(null, value.toString(), false));
        }

        Fill texts(String key, List<String> values) {
            return nodes(key, values.stream().map(RecordWriter::scalar).toList());
        }

        Fill nodes(String key, List<Node> values) {
            return values.isEmpty() ? this : node(key, new Node.Sequence(null, values));
        }

        <T> Fill mapping(String key, Map<String, T> values, Function<T, Node> encode) {
            if (values.isEmpty()) {
                return this;
            }
            var fill = new Fill();
            values.forEach((name, value) -> fill.node(name, encode.apply(value)));
            return node(key, fill.done());
        }

        Node.Mapping done() {
            return new Node.Mapping(null, entries);
        }
    }
}
