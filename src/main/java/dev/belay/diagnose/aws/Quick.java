package dev.belay.diagnose.aws;

import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** How long a call may take that somebody waits for, whatever the clients' own timeouts are. */
final class Quick {
    private static final Duration ATTEMPT = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(4);

    /** For a request's {@code overrideConfiguration}. */
    static final Consumer<AwsRequestOverrideConfiguration.Builder> TIMEOUTS =
            override -> override.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL);

    private Quick() {}
}
