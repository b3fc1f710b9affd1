package dev.belay.aws;

import dev.belay.model.Failure;
import java.time.Duration;

/** Hears of every attempt of a call to AWS. Must be quick and must not throw. */
@FunctionalInterface
public interface CallListener {
    /**
     * An attempt ended.
     *
     * @param service {@code s3}, {@code ecs}, {@code cloudfront}, {@code dynamodb}, {@code sts}
     * @param operation as AWS names it: {@code UpdateService}
     * @param duration until the answer, or until it was given up
     */
    void called(String service, String operation, Result result, Duration duration);

    /** What an attempt came to. */
    enum Result {
        OK("ok"),
        THROTTLED("throttled"),
        DENIED("denied"),
        NOT_FOUND("notFound"),
        CONFLICT("conflict"),
        UNAVAILABLE("unavailable"),
        INVALID("invalid");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        /** For metrics. */
        public String word() {
            return word;
        }

        static Result of(Failure failure) {
            return switch (failure) {
                case Failure.Throttled f -> THROTTLED;
                case Failure.Denied f -> DENIED;
                case Failure.NotFound f -> NOT_FOUND;
                case Failure.Conflict f -> CONFLICT;
                case Failure.Unavailable f -> UNAVAILABLE;
                case Failure.Invalid f -> INVALID;
            };
        }
    }
}
