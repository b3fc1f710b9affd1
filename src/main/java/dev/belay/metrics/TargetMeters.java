package dev.belay.metrics;

import dev.belay.model.Condition;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.model.Status.ComponentStatus;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is said of each target. */
final class TargetMeters {
    private final Supplier<List<Status>> statuses;
    private final InstantSource clock;

    /** @param statuses none, while another replica says them */
    TargetMeters(Supplier<List<Status>> statuses, InstantSource clock) {
        this.statuses = statuses;
        this.clock = clock;
    }

    void register(CollectorRegistry registry) {
        registry.register(ofComponents(
                "belay_target_info",
                "What a component is pinned to, and what runs",
                List.of("target", "component", "pinned", "running"),
                (one, teller) -> teller.tell(
                        1,
                        one.status().name(),
                        one.name(),
                        text(one.component().pinned()),
                        text(one.component().running()))));
        registry.register(ofComponents(
                "belay_target_synced",
                "Whether a component is as pinned",
                List.of("target", "component"),
                (one, teller) -> teller.tell(
                        Boolean.TRUE.equals(one.component().synced()) ? 1 : 0,
                        one.status().name(),
                        one.name())));
        registry.register(ofComponents(
                "belay_drift_seconds",
                "For how long a component has differed from its pin with no rollout of the pin under way",
                List.of("target", "component"),
                (one, teller) -> teller.tell(
                        driftSeconds(one.status(), one.component()),
                        one.status().name(),
                        one.name())));
        registry.register(ofConditions(
                "belay_target_condition",
                "Whether a condition of a target has a status",
                List.of("target", "type", "status"),
                (one, teller) -> {
                    for (Condition.Truth truth : Condition.Truth.values()) {
                        teller.tell(
                                one.condition().status() == truth ? 1 : 0,
                                one.target(),
                                one.condition().type().word(),
                                truth.word());
                    }
                }));
        registry.register(ofConditions(
                "belay_target_condition_reason",
                "The reason of a condition of a target",
                List.of("target", "type", "reason"),
                (one, teller) -> teller.tell(
                        1,
                        one.target(),
                        one.condition().type().word(),
                        one.condition().reason())));
    }

    private record OfComponent(Status status, String name, ComponentStatus component) {}

    private Scraped ofComponents(
            String name, String help, List<String> labels, BiConsumer<OfComponent, Scraped.Teller> tell) {
        return Scraped.gauge(
                name,
                help,
                labels,
                teller -> statuses.get()
                        .forEach(status -> status.components()
                                .forEach((component, its) ->
                                        tell.accept(new OfComponent(status, component, its), teller))));
    }

    private record OfCondition(String target, Condition condition) {}

    private Scraped ofConditions(
            String name, String help, List<String> labels, BiConsumer<OfCondition, Scraped.Teller> tell) {
        return Scraped.gauge(
                name,
                help,
                labels,
                teller -> statuses.get()
                        .forEach(status -> status.conditions()
                                .forEach(condition -> tell.accept(new OfCondition(status.name(), condition), teller))));
    }

    /** How long a component has differed, unless a pin's own rollout is on its way to change that. */
    private double driftSeconds(Status status, ComponentStatus component) {
        Instant since = component.since();
        boolean moves = status.rollout() != null && status.rollout().cause() != Rollout.Cause.DRIFT;
        return !Boolean.FALSE.equals(component.synced()) || moves || since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
