package dev.belay.aws;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
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
    private static final Set<String> NOT_FOUND = Set.of(
            "ClusterNotFoundException",
            "ServiceNotFoundException",
            "ServiceNotActiveException",
            "ResourceNotFoundException",
            "AWS.SimpleQueueService.NonExistentQueue",
            "QueueDoesNotExist");

    /** The answer to these may quote the request as it was signed, the session's token with it. */
    private static final Set<String> SIGNATURE = Set.of(
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "RequestTimeTooSkewed",
            "RequestExpired");

    // The JSON protocols answer some of these with 400.
    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthFailure",
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "OptInRequired",
            "UnauthorizedOperation",
            "UnrecognizedClientException");
    private static final Set<String> PASSING =
            Set.of("InternalError", "PriorRequestNotComplete", "RequestTimeout", "RequestTimeoutException");

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
        return exception instanceof AwsServiceException answer ? answered(what, answer) : unanswered(what, exception);
    }

    private static Failure answered(String what, AwsServiceException answer) {
        var details = answer.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        String text = details == null || details.errorMessage() == null ? "" : details.errorMessage();
        int status = answer.statusCode();
        if (SIGNATURE.contains(code)) {
            return new Failure.Denied(what + ": " + code + ": the credentials or this machine's clock are wrong");
        }
        String message = what + ": " + (code.isEmpty() ? "HTTP " + status : code) + (text.isEmpty() ? "" : ": " + text);
        if (answer.isThrottlingException() || status == 429 || THROTTLED.contains(code)) {
            return new Failure.Throttled(message);
        }
        if (CONFLICTS.contains(code) || status == 409 || status == 412) {
            return new Failure.Conflict(message);
        }
        if (NOT_FOUND.contains(code) || status == 404) {
            return new Failure.NotFound(message);
        }
        if (DENIED.contains(code) || status == 401 || status == 403) {
            return new Failure.Denied(message);
        }
        return status >= 500 || status == 408 || PASSING.contains(code)
                ? new Failure.Unavailable(message)
                : new Failure.Invalid(message);
    }

    /** There was no answer: the effect may or may not have happened, unless the call was never sent. */
    private static Failure unanswered(String what, SdkException exception) {
        String text = exception.rawMessage() == null ? "no reason given" : exception.rawMessage();
        // The SDK has no type of its own for it.
        if (text.startsWith("Unable to load credentials") || text.startsWith("Failed to load credentials")) {
            return new Failure.Denied(
                    what
                            + ": no AWS credentials were found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run with a role");
        }
        return new Failure.Unavailable(
                switch (exception) {
                    case ApiCallTimeoutException e -> what + ": no answer in time";
                    case ApiCallAttemptTimeoutException e -> what + ": no answer in time";
                    case AbortedException e -> what + ": interrupted";
                    default -> what + ": " + text;
                });
    }
}
