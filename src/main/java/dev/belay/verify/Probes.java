package dev.belay.verify;

import dev.belay.model.Check;
import dev.belay.reconcile.Parallel;

/** The probes of the real world, one for each kind of check. */
public final class Probes implements Prober {
    private final HttpProbe http;
    private final ServedProbe served;

    /** @param parallel runs the fetches of a page's scripts and styles */
    public Probes(Parallel parallel) {
        http = new HttpProbe(Web.DNS);
        served = new ServedProbe(Web.DNS, parallel);
    }

    @Override
    public Answer probe(Check check, Context context) {
        return switch (check.probe()) {
            case Check.Http ask -> http.probe(ask);
            case Check.Flow ask -> throw new UnsupportedOperationException("flow");
            case Check.TargetHealth ask -> throw new UnsupportedOperationException("targetHealth");
            case Check.Alarm ask -> throw new UnsupportedOperationException("alarm");
            case Check.Served ask -> {
                BuildFiles build = context.build(ask.component());
                yield build == null
                        ? Answer.passed(ask.component() + " is left alone: nothing to compare with")
                        : served.probe(ask, build);
            }
        };
    }
}
