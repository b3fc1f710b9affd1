package dev.belay.aws;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one place where the SDK's exceptions become our failures. */
public final class Failures {
    private static final Set<String> THROTTLED =
            Set.of("SlowDown", "TooManyInvalidationsInProgress", "LimitExceededException", "RequestLimitExceeded");
    private static final Set<String> CONFLICTS = Set.of(
            "ConditionalCheckFailedException",
            "TransactionCanceledException",
            "PreconditionFailed",
            "ConditionalRequestConflict",
            "InvalidationBatchAlreadyExists",
            "UpdateInProgressException");
    private static final Set<String> NOT_FOUND =
            Set.of("ClusterNotFoundException", "ServiceNotFoundException", "ResourceNotFoundException");

    private Failures() {}

    /**
     * Makes a call of the SDK.
     *
     * @param what the call in words, for the message: {@code ecs UpdateService shop-api}
     * @throws FailureException for whatever the SDK throws
     */
    public static <T> T translating(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new FailureException(of(what, e), e);
        }
    }

    /** What an exception of the SDK means. */
    public static Failure of(String what, SdkException exception) {
        if (!(exception instanceof AwsServiceException service)) {
            return new Failure.Unavailable(what + ": " + exception.getMessage());
        }
        var details = service.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        String text = details == null || details.errorMessage() == null ? "" : details.errorMessage();
        String message = what + ": " + (code.isEmpty() ? "HTTP " + service.statusCode() : code)
                + (text.isEmpty() ? "" : ": " + text);
        int status = service.statusCode();
        if (service.isThrottlingException() || status == 429 || THROTTLED.contains(code)) {
            return new Failure.Throttled(message);
        }
        if (CONFLICTS.contains(code) || status == 409 || status == 412) {
            return new Failure.Conflict(message);
        }
        if (NOT_FOUND.contains(code) || status == 404) {
            return new Failure.NotFound(message);
        }
        if (status == 401 || status == 403 || code.startsWith("AccessDenied") || code.startsWith("ExpiredToken")) {
            return new Failure.Denied(message);
        }
        return status >= 500 ? new Failure.Unavailable(message) : new Failure.Invalid(message);
    }
}
