package dev.belay.diagnose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Variables that the good revision had and the pinned one has not. */
final class EnvironmentSuspects {
    private EnvironmentSuspects() {}

    /**
     * Where a container ended and its log names one of them, that is why; where there is no log to say otherwise, it
     * probably is.
     *
     * @param crashed the container that ended; null: none did
     * @param log of it
     */
    static List<Suspect> of(ServiceEvidence seen, @Nullable String crashed, List<String> log) {
        var suspects = new ArrayList<Suspect>();
        for (EnvironmentDifference difference : EnvironmentDifference.between(seen.good(), seen.pinned())) {
            boolean its = difference.container().equals(crashed);
            if (!difference.gone().isEmpty()) {
                suspects.add(gone(seen, difference, its, its ? log : seen.log(null, difference.container())));
            }
        }
        return suspects;
    }

    private static Suspect gone(
            ServiceEvidence seen, EnvironmentDifference difference, boolean crashed, List<String> log) {
        String good = seen.good() == null ? "the good revision" : seen.good().name();
        List<String> missed = difference.missed(log);
        List<String> names = missed.isEmpty() ? List.copyOf(difference.gone()) : missed;
        var evidence = new ArrayList<>(difference.lines(good, seen.revision()));
        missed.forEach(name -> evidence.add("the log names " + name));
        return Suspect.of(
                        Kind.ENVIRONMENT_DIFFERS,
                        certainty(!missed.isEmpty(), crashed, log.isEmpty()),
                        seen.component(),
                        "Container " + difference.container() + " of " + seen.revision() + " has no "
                                + String.join(", ", names) + ", which " + good + " had.",
                        evidence)
                .with(log);
    }

    private static Certainty certainty(boolean named, boolean crashed, boolean unread) {
        if (named) {
            return crashed ? Certainty.PROVEN : Certainty.LIKELY;
        }
        return crashed && unread ? Certainty.TOLD : Certainty.POSSIBLE;
    }
}
