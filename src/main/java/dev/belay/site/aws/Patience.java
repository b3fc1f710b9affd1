package dev.belay.site.aws;

import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * How long a copy may take: S3 answers only once all bytes are copied, so the clients' own timeouts, which are made for small
 * requests, would give up on large objects again and again.
 */
final class Patience {
    private static final long SMALL = 32L << 20;
    private static final long BYTES_A_SECOND = 16L << 20;
    private static final Duration LEAST = Duration.ofSeconds(15);

    private Patience() {}

    /** Leaves small copies to the client's own timeouts. */
    static Consumer<AwsRequestOverrideConfiguration.Builder> copying(long bytes) {
        return override -> {
            if (bytes > SMALL) {
                Duration patience = LEAST.plusSeconds(bytes / BYTES_A_SECOND);
                override.apiCallTimeout(patience).apiCallAttemptTimeout(patience);
            }
        };
    }
}
