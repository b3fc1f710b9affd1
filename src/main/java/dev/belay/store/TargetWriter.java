package dev.belay.store;

import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.model.Component;
import dev.belay.model.EcsService;
import dev.belay.model.FollowUp;
import dev.belay.model.Receiver;
import dev.belay.model.RecordKind;
import dev.belay.model.Site;
import dev.belay.model.Target;

/** Targets as trees. */
final class TargetWriter {
    private TargetWriter() {}

    static Node.Mapping target(Target target) {
        var spec = aws(shared(target))
                .mapping("components", target.components(), TargetWriter::component)
                .texts("order", target.order())
                .nodes(
                        "verify",
                        target.verify().stream().map(CheckWriter::check).toList())
                .text("soak", target.soak())
                .text("onFailure", TargetReader.word(target.onFailure()))
                .text("drift", TargetReader.word(target.drift()))
                .nodes(
                        "announce",
                        target.announce().stream().map(TargetWriter::receiver).toList());
        var followUp = target.followUp();
        if (followUp != null) {
            spec.node("followUp", new Fill().node("github", github(followUp)).done());
        }
        return RecordWriter.record(RecordKind.TARGET, target.metadata(), spec);
    }

    /** What alarms and topics are asked as, which components have in theirs already; a topic names its own region. */
    private static AwsScope shared(Target target) {
        for (Check check : target.verify()) {
            if (check.probe() instanceof Check.Alarm alarm) {
                return alarm.aws();
            }
        }
        for (Receiver receiver : target.announce()) {
            if (receiver instanceof Receiver.Sns sns) {
                return new AwsScope(null, sns.aws().assumeRole(), sns.aws().externalId());
            }
        }
        return AwsScope.DEFAULT;
    }

    private static Fill aws(AwsScope scope) {
        return scope.equals(AwsScope.DEFAULT)
                ? new Fill()
                : new Fill()
                        .node(
                                "aws",
                                new Fill()
                                        .text("region", scope.region())
                                        .text("assumeRole", scope.assumeRole())
                                        .text("externalId", scope.externalId())
                                        .done());
    }

    private static Node receiver(Receiver receiver) {
        return switch (receiver) {
            case Receiver.Slack slack -> new Fill().text("slack", slack.url()).done();
            case Receiver.Webhook webhook ->
                new Fill()
                        .text("webhook", webhook.url())
                        .text("key", webhook.key())
                        .done();
            case Receiver.Sns sns -> new Fill().text("sns", sns.topic()).done();
        };
    }

    private static Node github(FollowUp followUp) {
        return new Fill()
                .text("url", followUp.api())
                .text("repository", followUp.repository())
                .text("token", followUp.token())
                .texts("labels", followUp.labels())
                .done();
    }

    private static Node component(Component component) {
        var fill = aws(component.aws());
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
                .mapping("images", ecs.images(), Fill::scalar)
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
}
