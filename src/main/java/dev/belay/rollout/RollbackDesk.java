package dev.belay.rollout;

import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.RollbackRequest;
import dev.belay.model.Target;
import dev.belay.rollout.RollbackChoice.Choice;
import dev.belay.store.Decoded;
import dev.belay.store.Node;
import dev.belay.store.Problem;
import dev.belay.store.RecordCodec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Goes back for people: chooses, writes the pin on what they saw, and then the freeze. Where the freeze can't be written, the
 * rollback stands and the answer says so.
 */
final class RollbackDesk {
    /** What was looked into longer ago is looked into again. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final RecordDesk records;
    private final Freezing freezing;
    private final Records listed;
    private final StoredRoots roots;
    private final Foresight foresight;
    private final Function<Root, @Nullable Readiness> readiness;
    private final InstantSource clock;

    /**
     * @param readiness what was looked into last
     * @param changed hears of a target whose root was written
     */
    RollbackDesk(
            RecordDesk records,
            Records listed,
            StoredRoots roots,
            Foresight foresight,
            Function<Root, @Nullable Readiness> readiness,
            Consumer<String> changed,
            InstantSource clock) {
        this.records = records;
        this.freezing = new Freezing(records, roots, changed, clock);
        this.listed = listed;
        this.roots = roots;
        this.foresight = foresight;
        this.readiness = readiness;
        this.clock = clock;
    }

    /** What a rollback goes to, decided on what was read just now. */
    record Going(
            Target target,
            Root root,
            RollbackRequest request,
            RecordDesk.Recorded recorded,
            Choice.Chosen chosen,
            Holding holding) {
        /** Whether a freeze lets it through. */
        boolean passes() {
            return KnownGood.passesFreeze(root, chosen.pin());
        }

        /** Whether it waits, once it is pinned, until somebody admits it. */
        boolean waits() {
            return holding.suspends() || (holding.holds() && !passes());
        }
    }

    /** @param anywhere whether the caller may go to what is not known good, is vetoed, or lies past a barrier */
    Reply<RolledBack> rollback(String name, String body, Expected expected, Caller caller, boolean anywhere) {
        return read(RecordCodec.parse(Submission.PLACE, body))
                .then(request -> going(name, request, expected, caller))
                .then(going -> going.chosen().beyond() != null && !anywhere
                        ? new Reply.Refused<>("this goes to something else than known good, which needs admin: "
                                + going.chosen().beyond())
                        : write(going, expected, caller));
    }

    /** What a rollback would go to. Writes nothing, and so needs no reason. */
    Reply<Going> plan(String name, @Nullable String body, Caller caller) {
        return read(Submission.reasoned(body)).then(request -> going(name, request, new Expected.Anything(), caller));
    }

    private static Reply<RollbackRequest> read(Decoded<Node> body) {
        return switch (body.then(tree -> RecordCodec.rollback(Submission.PLACE, tree))) {
            case Decoded.Invalid<RollbackRequest>(List<Problem> problems) -> RecordDesk.invalid(problems);
            case Decoded.Valid<RollbackRequest>(RollbackRequest request) -> new Reply.Done<>(request);
        };
    }

    private Reply<Going> going(String name, RollbackRequest request, Expected expected, Caller caller) {
        return records.target(name).then(target -> going(target, request, expected, caller));
    }

    private Reply<Going> going(Target target, RollbackRequest request, Expected expected, Caller caller) {
        RecordDesk.Recorded recorded = records.pin(target.name());
        // First of all: a second click shall not go back a second time.
        if (!expected.matches(recorded.revision())) {
            return new Reply.Moved<>(recorded.revision());
        }
        Root root = roots.read(target.name()).root();
        var choice = new RollbackChoice(root, target, recorded.pin(), request, caller.name())
                .choose(combination -> problems(target, root, combination));
        return switch (choice) {
            case Choice.NoVersion(String version) ->
                new Reply.NotFound<>("version " + version + " of " + target.name());
            case Choice.Nothing(List<PassedOver> passedOver) -> nothing(passedOver);
            case Choice.Chosen chosen
            when leavesAll(target, chosen.pin()) ->
                new Reply.Invalid<>(List.of("components: every component is left alone; expected one that goes back"));
            case Choice.Chosen chosen ->
                new Reply.Done<>(new Going(
                        target,
                        root,
                        request,
                        recorded,
                        chosen,
                        Records.holding(listed.catalog(), target.metadata(), clock.instant())));
        };
    }

    private static boolean leavesAll(Target target, Pin pin) {
        return pin.of(target).values().stream().allMatch(PinnedComponent.Leave.class::isInstance);
    }

    private static <T> Reply<T> nothing(List<PassedOver> passedOver) {
        List<String> each = passedOver.stream().map(PassedOver::toString).toList();
        return new Reply.Impossible<>(
                each.isEmpty()
                        ? "there is nothing to go back to: nothing else ran here yet"
                        : "there is nothing to go back to: " + String.join("; ", each),
                each);
    }

    private Reply<RolledBack> write(Going going, Expected expected, Caller caller) {
        Target target = going.target();
        Pin pin = going.chosen().pin();
        return records.putPin(target, pin, expected).then(revision -> {
            Freezing.Freeze freeze = going.request().freeze()
                    ? freezing.freeze(
                            target.name(), going.request().reason(), revision, going.passes() || going.waits(), caller)
                    : Freezing.NOT_ASKED;
            String words = going.chosen().version() + " is pinned: " + Wording.ask(pin, target)
                    + (going.waits()
                            ? "; it is pending, kept back by " + going.holding().by()
                            : "");
            return new Reply.Done<>(new RolledBack(
                    going.chosen().version(),
                    pin.components(),
                    going.chosen().passedOver(),
                    revision,
                    freeze.hold(),
                    words + freeze.words()));
        });
    }

    private List<String> problems(Target target, Root root, Combination combination) {
        Readiness book = readiness.apply(root);
        // The book has each name once, for the newest that bears it.
        boolean newest = KnownGood.all(root.history()).stream()
                .filter(known -> known.version().equals(combination.version()))
                .limit(1)
                .anyMatch(combination::equals);
        List<String> known = book == null || book.at().plus(FRESH).isBefore(clock.instant()) || !newest
                ? null
                : book.versions().get(combination.version());
        return known == null ? foresight.problems(target, combination) : known;
    }
}
