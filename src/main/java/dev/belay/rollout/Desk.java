package dev.belay.rollout;

import dev.belay.adopt.AdoptRequest;
import dev.belay.adopt.Adopted;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.publish.PublishRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where people and their programs ask about targets and say what they want. Who may ask what is decided before, by name
 * of the target; only holds, whose targets stand in the record, are looked at here.
 *
 * <p>Every call may throw {@link dev.belay.model.FailureException} when the store can't be read or written.
 */
public interface Desk {
    /** Of all targets, in any order. */
    List<Status> statuses();

    /** Of one target; null: there is none of that name. */
    @Nullable
    Status status(String target);

    /**
     * What Belay would do, step by step. Does nothing.
     *
     * @param version of all components; null: the pin as it is
     */
    Reply<List<PlanStep>> plan(String target, @Nullable String version);

    /**
     * What Belay would do for a pin that is not written. Does nothing.
     *
     * @param record YAML or JSON: a whole Pin record, whose name must agree, or its spec alone
     */
    Reply<List<PlanStep>> planPin(String target, String record);

    /** What could be pinned, newest first. */
    Reply<List<KnownVersion>> versions(String target);

    /** The running one and the kept ones, newest first. */
    Reply<List<Rollout>> rollouts(String target);

    /** One of them, with its evidence. */
    Reply<Rollout> rollout(String target, String id);

    /**
     * Writes a pin.
     *
     * @param record YAML or JSON: a whole Pin record, whose name must agree, or its spec alone
     * @return the new revision
     */
    Reply<String> putPin(String target, String record, Expected expected, Caller caller);

    /**
     * Goes back: writes a pin that says for each component what it ran in the version that is gone back to, and then a hold
     * that freezes the target, unless the request says otherwise.
     *
     * @param request YAML or JSON: {@code to}, {@code components}, {@code reason}, {@code incident}, {@code freeze}
     * @param expected what the caller saw of the pin
     * @param anywhere whether the caller may go to what is not known good, is vetoed, or lies past a barrier
     */
    Reply<RolledBack> rollback(String target, String request, Expected expected, Caller caller, boolean anywhere);

    /**
     * What {@link #rollback} would go to and do. Does nothing.
     *
     * @param request as there, but that it needs no reason; null: nothing in particular
     */
    Reply<RollbackPlan> planRollback(String target, @Nullable String request, Caller caller);

    /**
     * Whether a pipeline may deploy, as far as holds go.
     *
     * @param version null: any
     */
    Reply<GateAnswer> gate(String target, @Nullable String version);

    /**
     * Takes down a person's word on a version.
     *
     * @param request YAML or JSON: {@code reason}
     * @return in words what is so now
     */
    Reply<String> mark(String target, String version, VersionMark mark, String request, Caller caller);

    /**
     * Takes a word on a version back, and with it what was seen to the same effect: failures, or that it was proved.
     *
     * @param request YAML or JSON: {@code reason}; null: none is given
     * @return in words what is so now
     */
    Reply<String> unmark(String target, String version, VersionMark mark, @Nullable String request, Caller caller);

    /**
     * Puts the pending pin in force, or lets drift that arose unseen be corrected.
     *
     * @param revision of the pin that is admitted
     * @return in words what happens now
     */
    Reply<String> admit(String target, String revision, Caller caller);

    /**
     * Has the target looked at now.
     *
     * @return in words what happens now
     */
    Reply<String> reconcile(String target, Caller caller);

    /** The pin of a target as it stands in the store, in force or not, valid or not. */
    Reply<PlacedRecord> pin(String target);

    /**
     * The holds that stand in the store, by name: those that are in force and those that are not, the invalid ones as well. A
     * caller is shown those that name its targets, or hold one of them; of the latter only which of its own they name.
     */
    List<PlacedHold> holds(Caller caller);

    /**
     * Brings a directory of records into the store, or says what that would do. Refused unless every record in it, and every
     * one that it would replace, is about the caller's targets alone.
     *
     * @param expected the fingerprint of what was shown, where something was
     * @param dryRun whether nothing is written
     */
    Reply<PublishReport> publish(PublishRequest request, Expected expected, boolean dryRun, Caller caller);

    /** Looks at what exists, and writes records that say so: to the caller, nowhere else. */
    Reply<Adopted> adopt(AdoptRequest request, Caller caller);

    /**
     * Writes a hold. Refused unless {@link Caller#mayHold} for it, and for the one that it replaces.
     *
     * @param record YAML or JSON: a whole Hold record, whose name must agree, or its spec alone
     * @return the new revision
     */
    Reply<String> putHold(String name, String record, Expected expected, Caller caller);

    /**
     * Lifts a hold. Refused unless {@link Caller#mayHold} for it.
     *
     * @return in words what happens now
     */
    Reply<String> deleteHold(String name, Expected expected, Caller caller);
}
