package dev.belay.announce;

import dev.belay.announce.Announcement.Kind;
import dev.belay.model.AwsScope;
import dev.belay.model.CheckResult;
import dev.belay.model.Diagnosis;
import dev.belay.model.FollowUp;
import dev.belay.model.Pin;
import dev.belay.model.Receiver;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Rollout.Mark;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Rollout.Phase;
import dev.belay.model.Rollout.Step;
import dev.belay.model.Rollout.Told;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rollouts, announcements and receivers as data. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-20T14:52:10Z");
    static final Receiver SLACK = new Receiver.Slack("${secret:shop/slack-webhook}");
    static final Receiver WEBHOOK = new Receiver.Webhook("https://hooks.shop.example/belay", "${secret:shop/key}");
    static final Receiver SNS = new Receiver.Sns("arn:aws:sns:eu-north-1:123456789012:deploys", AwsScope.DEFAULT);
    static final FollowUp GITHUB =
            new FollowUp(FollowUp.GITHUB, "shop/shop", "${secret:shop/github-token}", List.of("incident"));
    static final Pin.Incident INCIDENT =
            new Pin.Incident("INC-482", "5xx on /login", Instant.parse("2026-11-20T14:32:00Z"));
    static final String LOG_LINE = "panic: DB_PASSWORD=hunter2 was refused";

    private Samples() {}

    static Announcement said(Kind kind, String id, Instant at) {
        return said(kind, id, at, null);
    }

    static Announcement said(Kind kind, String id, Instant at, @Nullable String incident) {
        return new Announcement(
                id,
                kind,
                "shop-production",
                "20261120T145107.000Z",
                at,
                "shop-production: " + kind.word(),
                "api did what it did.",
                List.of(new Announcement.Field("To", "v2")),
                incident);
    }

    static Rollout running(Cause cause) {
        return rollout(cause, null, null, null, null, List.of());
    }

    static Rollout ended(Cause cause, Outcome outcome, String message) {
        return rollout(cause, outcome, message, null, null, List.of(check("health", CheckResult.State.PASSED)));
    }

    static Rollout rollout(
            Cause cause,
            @Nullable Outcome outcome,
            @Nullable String message,
            @Nullable Diagnosis diagnosis,
            Pin.@Nullable Incident incident,
            List<CheckResult> checks) {
        Instant started = Instant.parse("2026-11-20T14:51:07Z");
        return new Rollout(
                "20261120T145107.000Z",
                "shop-production",
                cause,
                "INC-482: login fails",
                "alice",
                started,
                outcome == null ? null : NOW,
                outcome == null ? Phase.APPLY : Phase.DONE,
                new TreeMap<>(Map.of("api", "shop-api:124", "web", "20261120-1430")),
                new TreeMap<>(Map.of("api", "shop-api:123", "web", "20261119-0900")),
                new TreeMap<>(Map.of(Mark.UNNOTICED, started.minusSeconds(5), Mark.APPLIED, started.plusSeconds(2))),
                List.of(new Step(started, null, "pin 20261119-0900"), new Step(NOW, "api", "updated | done")),
                new TreeMap<>(Map.of("api.deployment", "ecs-svc/1")),
                checks,
                incident,
                diagnosis,
                List.of(new Told(NOW, "slack", "started", "m1", true, "ok")),
                outcome,
                message);
    }

    static CheckResult check(String name, CheckResult.State state) {
        return new CheckResult(name, false, state, 3, 0, NOW, NOW, NOW, "answered 200");
    }

    static Diagnosis diagnosis() {
        return new Diagnosis(
                NOW,
                List.of(
                        new Diagnosis.Cause(
                                "ContainerCrashed",
                                "api",
                                "The container app exits with code 1",
                                List.of("3 tasks stopped: Essential container in task exited"),
                                "Read its log and roll back",
                                List.of(LOG_LINE, "``` quoted")),
                        new Diagnosis.Cause(
                                "SecretMissing",
                                "api",
                                "A secret does not resolve",
                                List.of(),
                                "Create it",
                                List.of())),
                List.of("CloudWatch Logs: denied"));
    }

    static URI uri(String text) {
        return URI.create(text);
    }
}
