package dev.belay.permissions;

import dev.belay.model.Check;
import dev.belay.model.FollowUp;
import dev.belay.model.Receiver;
import dev.belay.model.Reference;
import dev.belay.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The secrets and parameters that a target's texts name. The daemon reads them as itself, never in a target's role. */
final class Secrets {
    /** What Secrets Manager puts behind each name. */
    private static final String SUFFIX = "-??????";

    private Secrets() {}

    static void add(Target target, Named named, Place home) {
        for (String text : texts(target)) {
            for (Reference reference : Reference.in(text)) {
                switch (reference.source()) {
                    case SECRET -> arns(reference.name(), home).forEach(arn -> named.add(About.SECRETS, arn));
                    case SSM -> named.add(About.PARAMETERS, parameter(reference.name(), home));
                    case ENV -> {}
                }
            }
        }
    }

    /** Of a secret's name, or of its ARN, with which of the two fields of its value, and with or without the suffix. */
    static List<String> arns(String name, Place place) {
        if (!name.startsWith("arn:")) {
            return List.of(place.arn("secretsmanager", "secret:" + name + SUFFIX));
        }
        String[] parts = name.split(":", -1);
        String whole = String.join(":", List.of(parts).subList(0, Math.min(7, parts.length)));
        return List.of(whole, whole + SUFFIX);
    }

    private static String parameter(String name, Place place) {
        return name.startsWith("arn:")
                ? name
                : place.arn("ssm", "parameter/" + (name.startsWith("/") ? name.substring(1) : name));
    }

    private static List<String> texts(Target target) {
        var texts = new ArrayList<String>();
        target.verify().forEach(check -> probe(check.probe(), texts));
        for (Receiver receiver : target.announce()) {
            switch (receiver) {
                case Receiver.Slack(String url) -> texts.add(url);
                case Receiver.Webhook(String url, String key) -> {
                    texts.add(url);
                    texts.add(Objects.requireNonNullElse(key, ""));
                }
                case Receiver.Sns _ -> {}
            }
        }
        FollowUp followUp = target.followUp();
        if (followUp != null) {
            texts.add(followUp.token());
        }
        return texts;
    }

    private static void probe(Check.Probe probe, List<String> texts) {
        switch (probe) {
            case Check.Http http -> {
                texts.add(http.url().toString());
                texts.addAll(http.headers().values());
            }
            case Check.Flow flow ->
                flow.steps().forEach(step -> {
                    texts.add(step.url());
                    texts.addAll(step.headers().values());
                    texts.add(Objects.requireNonNullElse(step.json(), ""));
                });
            case Check.Served _, Check.TargetHealth _, Check.Alarm _ -> {}
        }
    }
}
