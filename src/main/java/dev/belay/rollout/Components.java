package dev.belay.rollout;

import dev.belay.ecs.EcsController;
import dev.belay.ecs.EcsState;
import dev.belay.ecs.Remembered;
import dev.belay.ecs.ServiceKey;
import dev.belay.ecs.ServiceObserver;
import dev.belay.model.Component;
import dev.belay.model.ComponentReport;
import dev.belay.model.EcsService;
import dev.belay.model.FailureException;
import dev.belay.model.Mandate;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import dev.belay.model.Target;
import dev.belay.site.BuildReader;
import dev.belay.site.SiteApi;
import dev.belay.site.SiteController;
import dev.belay.site.SiteState;
import dev.belay.verify.BuildFile;
import dev.belay.verify.BuildFiles;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands each component to the controller of its kind. With {@link Foresight}, the one place of this room that knows the kinds apart. */
final class Components {
    private static final System.Logger LOG = System.getLogger(Components.class.getName());

    private final EcsController services;
    private final ServiceObserver observer;
    private final Map<ServiceKey, String> owners;
    private final SiteController sites;
    private final BuildReader builds;
    private final Duration resync;
    private final Consumer<String> observe;

    /** Targets that somebody wants looked at now. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /**
     * @param owners which target a watched service belongs to; kept up to date here
     * @param resync how often actual state is looked at
     * @param observe puts an observer's key on its queue
     */
    Components(
            EcsController services,
            ServiceObserver observer,
            Map<ServiceKey, String> owners,
            SiteController sites,
            BuildReader builds,
            Duration resync,
            Consumer<String> observe) {
        this.services = services;
        this.observer = observer;
        this.owners = owners;
        this.sites = sites;
        this.builds = builds;
        this.resync = resync;
        this.observe = observe;
    }

    /** Has a target's services watched, and no others for it. */
    void watch(Target target) {
        List<ServiceKey> keys = target.components().values().stream()
                .filter(EcsService.class::isInstance)
                .map(EcsService.class::cast)
                .map(ServiceKey::of)
                .toList();
        keys.forEach(key -> owners.put(key, target.name()));
        observer.watch(target.name(), keys).forEach(observe);
    }

    /** One component's part of a pass. */
    ComponentReport advance(String name, Target target, Mandate mandate, Session session) {
        Root root = session.root();
        Rollout rollout = root.rollout();
        PinnedComponent want = want(root, name);
        boolean anew = asked.contains(target.name());
        return switch (component(target, name)) {
            case EcsService service -> {
                if (anew) {
                    refresh(service);
                }
                ComponentReport report = services.advance(new EcsController.Request(
                        service,
                        want,
                        rollout != null && rollout.cause() == Cause.FORCE,
                        root.service(name),
                        mandate,
                        session.<EcsState>journal(name, (r, state) -> r.with(name, state)),
                        () -> remembered(root, name),
                        rollout != null,
                        session.claim()));
                yield undone(report, root)
                        ? report.with(ComponentReport.CHANGED_BY, services.whoChanged(service))
                        : report;
            }
            case Site site ->
                sites.advance(new SiteController.Request(
                        target.name(),
                        name,
                        site,
                        want,
                        root.site(name),
                        mandate,
                        session.<SiteState>journal(name, (r, state) -> r.with(name, state)),
                        rollout == null ? "" : rollout.id(),
                        anew ? Duration.ZERO : site.resync() == null ? resync : site.resync()));
        };
    }

    /** Whether somebody changed again what was put right before: who that is, is worth asking. */
    private static boolean undone(ComponentReport report, Root root) {
        return report.standing() instanceof Standing.Differs
                && root.rollout() == null
                && root.corrections().rounds() > 0;
    }

    /** The next pass over a target looks at everything anew, however short ago it did. */
    void lookAnew(String target) {
        asked.add(target);
    }

    void looked(String target) {
        asked.remove(target);
    }

    private void refresh(EcsService service) {
        try {
            observer.refresh(ServiceKey.of(service));
        } catch (FailureException e) {
            LOG.log(Level.INFO, "{0} can''t be read now: {1}", service.service(), e.getMessage());
        }
    }

    /** The build that a site component is held to, for comparing it with what users get; null: it is left alone. */
    @Nullable
    BuildFiles build(String component, Target target, Root root) {
        if (!(target.components().get(component) instanceof Site site)
                || want(root, component) instanceof PinnedComponent.Leave) {
            return null;
        }
        return key -> {
            SiteApi.Content content = builds.read(site, root.site(component), key);
            return content == null ? null : BuildFile.of(content.bytes(), content.contentType());
        };
    }

    /** A service that is held to a version; null: it is left alone. */
    @Nullable
    EcsService service(String component, Target target, Root root) {
        return target.components().get(component) instanceof EcsService service
                        && !(want(root, component) instanceof PinnedComponent.Leave)
                ? service
                : null;
    }

    void forget(Target target) {
        owners.values().removeIf(target.name()::equals);
        observer.watch(target.name(), List.of()).forEach(observe);
        target.components().keySet().forEach(name -> sites.forget(target.name(), name));
    }

    static Component component(Target target, String name) {
        Component component = target.components().get(name);
        if (component == null) {
            throw new IllegalArgumentException(target.name() + " has no component " + name);
        }
        return component;
    }

    private static PinnedComponent want(Root root, String component) {
        Pin pin = root.admitted().inForce();
        return pin == null ? new PinnedComponent.Leave() : pin.of(component);
    }

    static Remembered remembered(Root root, String component) {
        var arns = new TreeSet<String>();
        String prefix = component + "=";
        for (String failure : root.history().failed()) {
            if (failure.startsWith(prefix)) {
                arns.add(failure.substring(prefix.length()));
            }
        }
        return new Remembered(
                arns, KnownGood.revisions(root.history(), component), KnownGood.lastGood(root.history(), component));
    }
}
