package dev.belay.permissions;

import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.model.Component;
import dev.belay.model.EcsService;
import dev.belay.model.Receiver;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.model.Target;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What targets name of those things for which one role is used. */
final class Survey {
    private final Named named;
    private final Place home;
    private final @Nullable String role;
    private final List<TaskNames> tasks;

    /**
     * Of one role.
     *
     * @param role null: the daemon's own
     * @param tasks what the services' task definitions name; none: not known, so that anything is allowed that one may name
     */
    Survey(Named named, Place home, @Nullable String role, List<TaskNames> tasks) {
        this.named = named;
        this.home = home;
        this.role = role;
        this.tasks = tasks;
    }

    void target(Target target) {
        target.components().values().stream()
                .filter(component -> isOurs(component.aws()))
                .forEach(this::component);
        for (Check check : target.verify()) {
            if (check.probe() instanceof Check.Alarm(String alarm, AwsScope aws) && isOurs(aws)) {
                named.add(About.ALARMS, home.in(aws).arn("cloudwatch", "alarm:" + alarm));
            }
        }
        for (Receiver receiver : target.announce()) {
            if (receiver instanceof Receiver.Sns(String topic, AwsScope aws) && isOurs(aws)) {
                named.add(About.TOPICS, topic);
            }
        }
    }

    private boolean isOurs(AwsScope aws) {
        return Objects.equals(aws.assumeRole(), role);
    }

    private void component(Component component) {
        switch (component) {
            case EcsService service -> service(service, home.in(service.aws()));
            case Site site -> site(site, home.in(site.aws()));
        }
    }

    private void service(EcsService service, Place place) {
        String cluster = service.cluster().substring(service.cluster().lastIndexOf('/') + 1);
        String family = service.family() == null ? "*" : service.family();
        named.add(About.SERVICES, place.arn("ecs", "service/" + cluster + "/" + service.service()));
        named.add(About.TASKS, place.arn("ecs", "task/" + cluster + "/*"));
        named.add(About.CLUSTERS, place.arn("ecs", "cluster/" + cluster));
        named.add(About.FAMILIES, place.arn("ecs", "task-definition/" + family + ":*"));
        if (service.template() != null) {
            var template = S3Place.parse(anyVersion(service.template()));
            named.add(About.TEMPLATES, place.s3(template.bucket() + "/" + template.prefix()));
        }
        for (String image : service.images().values()) {
            TaskNames.repository(anyVersion(image), place)
                    .ifPresent(repository -> named.add(About.REPOSITORIES, repository));
        }
        if (tasks.isEmpty()) {
            TaskNames.any(named, place);
        }
        tasks.forEach(names -> names.addTo(named, place));
    }

    private void site(Site site, Place place) {
        var build = S3Place.parse(anyVersion(site.build()));
        named.add(About.SITE_BUCKETS, place.s3(site.live().bucket()));
        named.add(About.SITE_BUCKETS, place.s3(build.bucket()));
        named.add(About.LIVE, place.s3(site.live().bucket() + "/" + site.live().prefix() + "*"));
        named.add(About.BUILDS, place.s3(build.bucket() + "/" + build.prefix() + "*"));
        site.distributions()
                .forEach(id -> named.add(About.DISTRIBUTIONS, place.globalArn("cloudfront", "distribution/" + id)));
    }

    private static String anyVersion(String text) {
        return text.replace("{version}", "*");
    }
}
