package dev.belay.verify;

import dev.belay.model.Check;
import dev.belay.model.EcsService;
import dev.belay.reconcile.Parallel;
import dev.belay.secrets.Secrets;

/** The probes of the real world, one for each kind of check. */
public final class Probes implements Prober {
    private final HttpProbe http;
    private final FlowProbe flow;
    private final ServedProbe served;
    private final TargetHealthProbe targetHealth;
    private final AlarmProbe alarm;

    /** @param parallel runs the fetches of a page's scripts and styles */
    public Probes(Parallel parallel, Secrets secrets, TargetHealths targetHealths, Alarms alarms) {
        http = new HttpProbe(Web.DNS, secrets);
        flow = new FlowProbe(Web.DNS, secrets);
        served = new ServedProbe(Web.DNS, parallel);
        targetHealth = new TargetHealthProbe(targetHealths);
        alarm = new AlarmProbe(alarms);
    }

    @Override
    public Answer probe(Check check, Context context) {
        return switch (check.probe()) {
            case Check.Http ask -> http.probe(ask);
            case Check.Flow ask -> flow.probe(ask);
            case Check.TargetHealth ask -> {
                EcsService service = context.service(ask.component());
                yield service == null
                        ? Answer.passed(ask.component() + " is left alone: it has no new tasks")
                        : targetHealth.probe(service);
            }
            case Check.Alarm ask -> alarm.probe(ask, context.startedAt());
            case Check.Served ask -> {
                BuildFiles build = context.build(ask.component());
                yield build == null
                        ? Answer.passed(ask.component() + " is left alone: nothing to compare with")
                        : served.probe(ask, build);
            }
        };
    }
}
