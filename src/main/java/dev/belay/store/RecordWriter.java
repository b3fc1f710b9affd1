package dev.belay.store;

import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.PinnedComponent.Base;
import dev.belay.model.RecordKind;

/** Pins and holds as trees, and what all records have around them, in the order in which people write them. */
final class RecordWriter {
    private RecordWriter() {}

    static Node.Mapping pin(Pin pin) {
        var spec =
                new Fill().text("version", pin.version()).mapping("components", pin.components(), RecordWriter::pinned);
        if (pin.barrier()) {
            spec.plain("barrier", true);
        }
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
                        .mapping("images", images, Fill::scalar)
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
                .mapping("labels", hold.labels(), Fill::scalar)
                .text("mode", TargetReader.word(hold.mode()))
                .text("reason", hold.reason())
                .text("by", hold.by())
                .text("until", hold.until());
        return record(RecordKind.HOLD, hold.metadata(), spec);
    }

    static Node.Mapping record(RecordKind kind, Metadata metadata, Fill spec) {
        return new Fill()
                .text("apiVersion", RecordCodec.API_VERSION)
                .text("kind", kind.word())
                .node(
                        "metadata",
                        new Fill()
                                .text("name", metadata.name())
                                .mapping("labels", metadata.labels(), Fill::scalar)
                                .done())
                .node("spec", spec.done())
                .done();
    }
}
