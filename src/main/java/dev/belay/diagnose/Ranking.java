package dev.belay.diagnose;

import dev.belay.model.Diagnosis.Cause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What the evidence means, the most likely first: by how certain a cause is, then the special before the general. Pure.
 */
final class Ranking {
    private static final int MOST = 8;

    private Ranking() {}

    /** One cause of a kind for each component. */
    static List<Cause> causes(Subject subject, List<Evidence> evidence) {
        var suspects = new ArrayList<Suspect>();
        for (Evidence one : evidence) {
            suspects.addAll(
                    switch (one) {
                        case ServiceEvidence service -> ServiceSuspects.of(service);
                        case SiteEvidence site -> SiteSuspects.of(site);
                    });
        }
        suspects.addAll(TargetSuspects.of(subject, evidence));
        suspects.sort(Comparator.comparing(Suspect::certainty).thenComparing(Suspect::kind));
        var first = new LinkedHashMap<String, Cause>();
        for (Suspect suspect : suspects) {
            Cause cause = suspect.cause();
            first.putIfAbsent(cause.kind() + " " + cause.component(), cause);
        }
        return first.values().stream().limit(MOST).toList();
    }
}
