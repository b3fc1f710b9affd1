package dev.belay.aws;

import dev.belay.aws.CallListener.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Tells a listener of every attempt. The SDK says what a call came to but not what its first attempt did: that one is
 * told by its HTTP status when the next attempt begins.
 */
final class CallCounter implements ExecutionInterceptor {
    private static final ExecutionAttribute<Attempt> ATTEMPT = new ExecutionAttribute<>("dev.belay.aws.Attempt");

    /** @param status null: not answered (yet) */
    private record Attempt(
            Instant begun,
            @Nullable Instant answered,
            @Nullable Integer status) {
        Result given() {
            // Of what was answered with one of these, the SDK tries throttles again and next to nothing else.
            return status != null && (status == 400 || status == 429 || status == 503)
                    ? Result.THROTTLED
                    : Result.UNAVAILABLE;
        }
    }

    private final InstantSource clock;
    private final CallListener listener;

    CallCounter(InstantSource clock, CallListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Attempt former = attributes.getAttribute(ATTEMPT);
        if (former != null) {
            tell(former, former.given(), attributes);
        }
        attributes.putAttribute(ATTEMPT, new Attempt(clock.instant(), null, null));
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        Attempt attempt = attributes.getAttribute(ATTEMPT);
        if (attempt != null) {
            int status = context.httpResponse().statusCode();
            attributes.putAttribute(ATTEMPT, new Attempt(attempt.begun(), clock.instant(), status));
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        tellLast(Result.OK, attributes);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        Result result = context.exception() instanceof SdkException e
                ? Result.of(Failures.of(operation(attributes), e))
                : Result.UNAVAILABLE;
        tellLast(result, attributes);
    }

    /** A call that failed before it was sent had no attempt, and counts for nothing. */
    private void tellLast(Result result, ExecutionAttributes attributes) {
        Attempt last = attributes.getAttribute(ATTEMPT);
        if (last != null) {
            tell(last, result, attributes);
        }
    }

    private void tell(Attempt attempt, Result result, ExecutionAttributes attributes) {
        Instant end = attempt.answered() == null ? clock.instant() : attempt.answered();
        Duration duration = end.isAfter(attempt.begun()) ? Duration.between(attempt.begun(), end) : Duration.ZERO;
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        listener.called(service.toLowerCase(Locale.ROOT), operation(attributes), result, duration);
    }

    private static String operation(ExecutionAttributes attributes) {
        return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    }
}
