package dev.belay.rollout;

import dev.belay.model.Pin;
import dev.belay.model.Target;
import dev.belay.rollout.History.Word;
import dev.belay.store.Decoded;
import dev.belay.store.Problem;
import dev.belay.store.RecordCodec;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Takes down what people say of versions. */
final class MarkDesk {
    private final StoredRoots roots;
    private final Consumer<String> changed;
    private final InstantSource clock;

    /** @param changed hears of a target whose root was written */
    MarkDesk(StoredRoots roots, Consumer<String> changed, InstantSource clock) {
        this.roots = roots;
        this.changed = changed;
        this.clock = clock;
    }

    Reply<String> mark(String target, String version, VersionMark mark, String body, Caller caller) {
        return switch (reason(body)) {
            case Decoded.Invalid<String>(List<Problem> problems) -> RecordDesk.invalid(problems);
            case Decoded.Valid<String>(String reason) -> {
                boolean ran = Marks.ran(roots.read(target).root().history(), version);
                // A build can be known to be bad before anybody rolls it out, but not to be good.
                if (!ran && (mark == VersionMark.KNOWN_GOOD || !RecordCodec.isVersion(version))) {
                    yield missing(target, version);
                }
                var word = new Word(kind(mark), reason, caller.name(), clock.instant());
                Root after = change(target, history -> Marks.put(history, version, word));
                yield new Reply.Done<>(version + " is " + words(mark) + " by the word of " + caller.name()
                        + (mark == VersionMark.VETOED && isInForce(after, version) ? STAYS : ""));
            }
        };
    }

    private static final String STAYS = "; it is in force and stays so: roll back to leave it";

    /** @param body null: no reason is given */
    Reply<String> unmark(String target, String version, VersionMark mark, @Nullable String body) {
        if (body != null && reason(body) instanceof Decoded.Invalid<String>(List<Problem> problems)) {
            return RecordDesk.invalid(problems);
        }
        History history = roots.read(target).root().history();
        if (!Marks.ran(history, version) && !history.words().containsKey(version)) {
            return missing(target, version);
        }
        change(target, known -> Marks.takeBack(known, version, mark));
        return new Reply.Done<>(version + " is no longer " + words(mark));
    }

    private Root change(String target, UnaryOperator<History> change) {
        Root after = roots.change(target, root -> root.with(change.apply(root.history())));
        changed.accept(target);
        return after;
    }

    private static boolean isInForce(Root root, String version) {
        Pin inForce = root.admitted().inForce();
        Target target = root.admitted().target();
        return inForce != null
                && target != null
                && (version.equals(inForce.version())
                        || root.history().ran().stream()
                                .anyMatch(combination -> combination.version().equals(version)
                                        && combination.isAskedBy(
                                                inForce, target.components().sequencedKeySet())));
    }

    private static Decoded<String> reason(String body) {
        return RecordCodec.parse(Submission.PLACE, body).then(tree -> RecordCodec.reason(Submission.PLACE, tree));
    }

    private static Word.Kind kind(VersionMark mark) {
        return switch (mark) {
            case KNOWN_GOOD -> Word.Kind.KNOWN_GOOD;
            case VETOED -> Word.Kind.VETOED;
        };
    }

    private static String words(VersionMark mark) {
        return mark.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static <T> Reply<T> missing(String target, String version) {
        return new Reply.NotFound<>("version " + version + " of " + target);
    }
}
