package dev.belay.rollout;

import dev.belay.adopt.AdoptRequest;
import dev.belay.adopt.Adopted;
import dev.belay.adopt.Adoption;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.RecordKind;
import dev.belay.store.Catalog;
import dev.belay.store.Problem;
import dev.belay.store.RecordListing;
import dev.belay.store.StoredRecord;
import dev.belay.store.StoredRecord.Content;
import java.util.List;

/** Answers with records that say what exists, none that would not be valid. */
final class AdoptDesk {
    private final Adoption adoption;

    AdoptDesk(Adoption adoption) {
        this.adoption = adoption;
    }

    Reply<Adopted> adopt(AdoptRequest request, Caller caller) {
        if (!caller.maySee(request.name())) {
            return new Reply.Refused<>(caller.name() + " may not touch " + request.name());
        }
        Adopted adopted;
        try {
            adopted = adoption.look(request);
        } catch (FailureException e) {
            // What was asked for is not there: whoever asked can mend that. Anything else is between us and AWS.
            return switch (e.failure()) {
                case Failure.NotFound missing -> new Reply.Invalid<>(List.of(missing.message()));
                case Failure.Invalid invalid -> new Reply.Invalid<>(List.of(invalid.message()));
                case Failure.Conflict conflict -> throw e;
                case Failure.Throttled throttled -> throw e;
                case Failure.Unavailable unavailable -> throw e;
                case Failure.Denied denied -> throw e;
            };
        }
        List<String> problems = Catalog.of(new RecordListing(List.of(
                        record(RecordKind.TARGET, request.name(), adopted.target()),
                        record(RecordKind.PIN, request.name(), adopted.pin()))))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
        return problems.isEmpty() ? new Reply.Done<>(adopted) : new Reply.Invalid<>(problems);
    }

    private static StoredRecord record(RecordKind kind, String name, String text) {
        return new StoredRecord(kind, name, kind.folder() + "/" + name + ".yaml", "", new Content.Text(text));
    }
}
