package dev.belay.rollout;

import dev.belay.model.Component;
import dev.belay.model.EcsService;
import dev.belay.model.Metadata;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.RollbackRequest;
import dev.belay.model.Site;
import dev.belay.model.Target;
import dev.belay.rollout.Combination.Part;
import dev.belay.store.RecordCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which version somebody goes back to, and what the pin for it says. Pure but for the look at what a rollback would meet. */
final class RollbackChoice {
    /** So many candidates are looked into: where none of them would work, it is not the candidates. */
    private static final int LOOKS = 8;

    private final Root root;
    private final Target target;
    private final Set<String> components;
    private final @Nullable Pin recorded;
    private final RollbackRequest request;
    private final String by;

    /**
     * @param recorded the pin that the store holds, which may not be admitted yet; null: none that can be read
     * @param by who asks
     */
    RollbackChoice(Root root, Target target, @Nullable Pin recorded, RollbackRequest request, String by) {
        this.root = root;
        this.target = target;
        this.components = target.components().sequencedKeySet();
        this.recorded = recorded;
        this.request = request;
        this.by = by;
    }

    /** What is to be done. */
    sealed interface Choice {
        /**
         * Go there.
         *
         * @param passedOver the newer ones
         * @param beyond why that is not for everybody to decide; null: it is known good
         */
        record Chosen(
                String version,
                Pin pin,
                List<PassedOver> passedOver,
                @Nullable String beyond) implements Choice {}

        /** There is nothing to go back to, for these reasons. */
        record Nothing(List<PassedOver> passedOver) implements Choice {}

        /** There is no such version, nor could there be. */
        record NoVersion(String version) implements Choice {}
    }

    /**
     * Decides.
     *
     * @param problems what a rollback to a combination would meet now; asked for no more than are needed, newest first
     */
    Choice choose(Function<Combination, List<String>> problems) {
        String to = request.to();
        return to == null ? newest(problems) : named(to);
    }

    private Choice newest(Function<Combination, List<String>> problems) {
        var passedOver = new ArrayList<PassedOver>();
        int looks = 0;
        for (KnownGood.Candidate candidate : KnownGood.candidates(root)) {
            Combination combination = candidate.combination();
            String why = refusal(candidate);
            if (why == null && looks++ >= LOOKS) {
                why = "it was not looked into: a rollback to none of the newer ones would work now";
            } else if (why == null) {
                List<String> found = problems.apply(withoutOverridden(combination));
                why = found.isEmpty() ? null : "a rollback to it would not work now: " + String.join("; ", found);
            }
            if (why == null) {
                return chosen(combination, passedOver);
            }
            passedOver.add(new PassedOver(combination.version(), why));
        }
        return new Choice.Nothing(passedOver);
    }

    private Choice named(String to) {
        for (Combination combination : KnownGood.all(root.history())) {
            if (combination.version().equals(to)) {
                return chosen(combination, List.of());
            }
        }
        if (!RecordCodec.isVersion(to)) {
            return new Choice.NoVersion(to);
        }
        // It never ran: what it is, is found out when the pin is resolved.
        var pinned = new LinkedHashMap<String, PinnedComponent>();
        components.forEach(name -> pinned.put(name, overridden(name, new PinnedComponent.Version(to))));
        return chosen(to, pinned, List.of());
    }

    private Choice chosen(Combination combination, List<PassedOver> passedOver) {
        var pinned = new LinkedHashMap<String, PinnedComponent>();
        target.components().forEach((name, component) -> {
            Part part = combination.parts().get(name);
            pinned.put(name, overridden(name, part == null ? new PinnedComponent.Leave() : explicit(component, part)));
        });
        return chosen(combination.version(), pinned, passedOver);
    }

    private Choice chosen(String version, Map<String, PinnedComponent> chosen, List<PassedOver> passedOver) {
        var pinned = new LinkedHashMap<>(chosen);
        // A component that the target does not have is left in, for the rules of pins to refuse.
        request.components().forEach(pinned::putIfAbsent);
        String named = RecordCodec.isVersion(version) ? version : null;
        var pin = new Pin(
                Metadata.named(target.name()), named, pinned, false, 0, request.reason(), by, request.incident());
        return new Choice.Chosen(version, pin, passedOver, beyond(pin));
    }

    private PinnedComponent overridden(String component, PinnedComponent chosen) {
        return request.components().getOrDefault(component, chosen);
    }

    /** As people would write it: a revision by its family and number, anything else by its version. */
    private static PinnedComponent explicit(Component component, Part part) {
        return switch (component) {
            case EcsService service ->
                RecordCodec.isRevision(part.name())
                        ? new PinnedComponent.TaskDefinition(part.name())
                        : RecordCodec.isRevision(part.exact())
                                ? new PinnedComponent.TaskDefinition(part.exact())
                                : new PinnedComponent.Version(part.ask());
            case Site site -> new PinnedComponent.Version(part.exact());
        };
    }

    /** Why a candidate is not gone back to by itself; null: nothing but what it would meet speaks against it. */
    private @Nullable String refusal(KnownGood.Candidate candidate) {
        Combination combination = candidate.combination();
        String veto = Vetoes.of(root.history(), combination);
        if (veto != null) {
            return "it " + veto;
        } else if (candidate.refusal() != null) {
            return candidate.refusal();
        }
        Pin inForce = root.admitted().inForce();
        var pinned = root.admitted().pin();
        if (isAskedBy(inForce, combination)) {
            return "it is in force";
        }
        return isAskedBy(recorded, combination) || (pinned != null && isAskedBy(pinned.pin(), combination))
                ? "it is what is pinned"
                : null;
    }

    /** Whether a pin asks for a combination already, apart from the components for which the request says otherwise. */
    private boolean isAskedBy(@Nullable Pin pin, Combination combination) {
        if (pin == null) {
            return false;
        }
        var rest = new LinkedHashMap<>(pin.components());
        request.components().forEach((name, asked) -> rest.put(name, new PinnedComponent.Leave()));
        var apart = new Pin(pin.metadata(), pin.version(), rest, false, 0, null, null, null);
        return combination.isAskedBy(apart, components);
    }

    private Combination withoutOverridden(Combination whole) {
        var parts = new TreeMap<>(whole.parts());
        parts.keySet().removeAll(request.components().keySet());
        return new Combination(
                whole.version(),
                parts,
                whole.rollout(),
                whole.succeeded(),
                whole.barrier(),
                whole.since(),
                whole.until(),
                whole.end(),
                whole.provedAt());
    }

    /** Why a pin goes to what nobody should go back to without a second thought; null: it is known good. */
    private @Nullable String beyond(Pin pin) {
        String veto = Vetoes.of(root.history(), pin);
        if (veto != null) {
            return veto;
        }
        String why = "what it asks for never ran together";
        boolean first = true;
        for (KnownGood.Candidate candidate : KnownGood.candidates(root)) {
            if (candidate.combination().isAskedBy(pin, components)) {
                String against = against(candidate);
                if (against == null) {
                    return null;
                }
                why = first ? candidate.combination().version() + ": " + against : why;
                first = false;
            }
        }
        return why;
    }

    private @Nullable String against(KnownGood.Candidate candidate) {
        Combination combination = candidate.combination();
        String veto = Vetoes.of(root.history(), combination);
        if (veto != null) {
            return "it " + veto;
        } else if (!KnownGood.is(root.history(), combination)) {
            return "it is not known good";
        }
        Pin inForce = root.admitted().inForce();
        var pinned = root.admitted().pin();
        boolean already = (inForce != null && combination.isAskedBy(inForce, components))
                || (pinned != null && combination.isAskedBy(pinned.pin(), components));
        return already ? null : candidate.refusal();
    }
}
