package dev.belay.diagnose;

import dev.belay.model.AwsScope;
import dev.belay.model.FailureException;
import java.util.List;
import java.util.Set;

/**
 * Whether what a revision needs is there; only that, never a value. Each call ends within seconds, or throws {@link
 * FailureException}.
 */
public interface NeedClues {
    /** What became of a secret. */
    enum Presence {
        THERE,
        /** Marked for deletion: it can't be read, but restored. */
        DELETED,
        GONE
    }

    boolean hasImage(AwsScope scope, EcrImage image);

    /** A secret of Secrets Manager, by ARN or name. */
    Presence secret(AwsScope scope, String secret);

    /** Those of these parameters of Systems Manager that are there. */
    Set<String> parameters(AwsScope scope, List<String> names);

    /** A role of IAM, by its name without a path. */
    boolean hasRole(AwsScope scope, String name);
}
