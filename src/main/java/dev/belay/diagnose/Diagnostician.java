package dev.belay.diagnose;

import dev.belay.model.Diagnosis;
import dev.belay.reconcile.Parallel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Looks into why a rollout stalled or failed: gathers evidence side by side, then ranks what it can mean. Reads only;
 * about a dozen calls for a service and half as many for a site.
 */
public final class Diagnostician {
    /** After this nothing more is begun; a call that has begun ends within a few seconds by its own timeout. */
    static final Duration LIMIT = Duration.ofSeconds(8);

    private final Clues clues;
    private final Parallel parallel;
    private final InstantSource clock;

    public Diagnostician(Clues clues, Parallel parallel, InstantSource clock) {
        this.clues = clues;
        this.parallel = parallel;
        this.clock = clock;
    }

    /**
     * Never throws for what the world does: what could not be looked at is named in the diagnosis. Takes about ten
     * seconds at most.
     */
    public Diagnosis diagnose(Subject subject) {
        var looks = new Looks(parallel, clock, clock.instant().plus(LIMIT));
        List<Gathering> gatherings =
                subject.parts().stream().map(part -> gathering(part, subject)).toList();
        for (int round = 0; round < Gathering.ROUNDS; round++) {
            for (Gathering gathering : gatherings) {
                gathering.ask(round, looks);
            }
            looks.together();
        }
        List<Evidence> evidence = gatherings.stream().map(Gathering::evidence).toList();
        return new Diagnosis(clock.instant(), Ranking.causes(subject, evidence), looks.unread());
    }

    private Gathering gathering(Subject.Part part, Subject subject) {
        return switch (part) {
            case Subject.Part.Service service -> new ServiceGathering(clues, service, subject.since());
            case Subject.Part.Website website -> new SiteGathering(clues, website, clock);
        };
    }
}
