package dev.belay.localcloud;

import dev.belay.localcloud.policy.Asked;
import dev.belay.localcloud.policy.Asks;
import dev.belay.localcloud.policy.Guard;
import dev.belay.localcloud.policy.S3Asks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way of every call: whose it is, what it asks for, whether it is one too many, whether it may, which fault it meets, who answers it, and
 * its line in the log.
 */
final class Router {
    private static final int SUMMARY = 2_000;
    private final Map<String, Simulator> simulators;
    private final Function<String, Optional<String>> roles;
    private final Guard guard;
    private final Quotas quotas;
    private final Faults faults;
    private final Calls calls;
    private final InstantSource clock;
    private final String defaultAccount;

    /** @param calls where they are written down */
    Router(Simulators simulators, Guard guard, Quotas quotas, Faults faults, Calls calls, LocalCloud.Options options) {
        this.simulators = simulators.bySigningName();
        this.roles = simulators.sts::role;
        this.guard = guard;
        this.quotas = quotas;
        this.faults = faults;
        this.calls = calls;
        this.clock = options.clock();
        this.defaultAccount = options.account();
    }

    /** Empty: the connection is to be cut. */
    Optional<Response> answer(Request arrived) {
        Optional<Credential> credential = Credential.of(arrived.headers(), arrived.query());
        Request request = credential
                .map(signed -> arrived.by(signed.region(), signed.account(defaultAccount)))
                .orElse(arrived.by("us-east-1", defaultAccount));
        String service = credential.map(Credential::service).orElseGet(() -> unsigned(request));
        Simulator simulator = simulators.get(service);
        if (simulator == null) {
            return Optional.of(Wire.JSON_1_1.error(
                    501,
                    "UnknownService",
                    "the local cloud has no service '" + service + "', only " + simulators.keySet()));
        }
        String operation = simulator.operation(request);
        String principal =
                credential.map(Credential::accessKey).map(this::principal).orElse("");
        String summary = summary(request);
        Optional<Response> response = quotas.refuses(service, operation, Scope.of(request))
                ? Optional.of(simulator.wire(request).throttled())
                : faults.take(service, operation, summary)
                        .map(fault -> faulty(fault, request, service, operation, simulator))
                        .orElseGet(() -> Optional.of(guarded(principal, request, service, operation, simulator)));
        BelaysCalls.note(service, operation, request);
        calls.add(new Call(
                clock.instant(),
                service,
                operation,
                request.account(),
                request.region(),
                summary,
                response.map(Response::status).orElse(0)));
        return response;
    }

    /** Keys that were given for a role are the role. */
    private String principal(String accessKey) {
        return roles.apply(accessKey).orElseGet(() -> guard.principal(accessKey));
    }

    private Response guarded(String principal, Request request, String service, String operation, Simulator simulator) {
        Optional<Asked> refused = guard.refused(principal, () -> Asks.of(service, operation, request));
        if (refused.isEmpty()) {
            Response answer = simulator.handle(request);
            if (!service.equals("s3") || answer.status() != 404) {
                return answer;
            }
            refused = guard.refused(principal, () -> S3Asks.ofMissing(request));
            if (refused.isEmpty()) {
                return answer;
            }
        }
        String[] action = refused.get().action().split(":", 2);
        return simulator.wire(request).denied(request.account(), action[0], action[1]);
    }

    private static Optional<Response> faulty(
            Fault fault, Request request, String service, String operation, Simulator simulator) {
        Wire wire = simulator.wire(request);
        return switch (fault) {
            case Fault.Throttle() -> Optional.of(wire.throttled());
            case Fault.Broken(int status) -> Optional.of(wire.broken(status));
            case Fault.Refused(int status, String code, String message) ->
                Optional.of(wire.error(status, code, message));
            case Fault.Denied() -> Optional.of(wire.denied(request.account(), service, operation));
            case Fault.Slow(Duration latency) -> Optional.of(later(latency, () -> simulator.handle(request)));
            case Fault.LostReply() -> {
                simulator.handle(request);
                yield Optional.empty();
            }
            case Fault.Late(Duration delay) -> {
                Thread.startVirtualThread(() -> later(delay, () -> simulator.handle(request)));
                yield Optional.empty();
            }
            case Fault.Cut() -> Optional.empty();
        };
    }

    private static Response later(Duration delay, Supplier<Response> answer) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer.get();
    }

    /** Only web identities ask STS unsigned; all else without a signature is a public object. */
    private static String unsigned(Request request) {
        boolean form = request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
        return form && request.text().contains("Action=AssumeRoleWith") ? "sts" : "s3";
    }

    private static String summary(Request request) {
        String type = request.header("content-type").orElse("");
        boolean spoken = request.header("x-amz-target").isPresent() || type.contains("x-www-form-urlencoded");
        String text = spoken ? request.text() : line(request);
        return text.length() > SUMMARY ? text.substring(0, SUMMARY) : text;
    }

    private static String line(Request request) {
        return request.method() + " " + request.path()
                + (request.query().isEmpty() ? "" : "?" + request.query())
                + request.header("x-amz-copy-source")
                        .map(source -> " from " + source)
                        .orElse("");
    }
}
