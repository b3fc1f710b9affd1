package dev.belay.localcloud;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The way of every call: whose it is, what it asks for, which fault it meets, who answers it, and its line in the log. */
final class Router {
    private static final int SUMMARY = 2_000;
    private final Map<String, Simulator> simulators;
    private final Faults faults;
    private final Calls calls;
    private final InstantSource clock;
    private final String defaultAccount;

    Router(Map<String, Simulator> simulators, Faults faults, Calls calls, InstantSource clock, String defaultAccount) {
        this.simulators = simulators;
        this.faults = faults;
        this.calls = calls;
        this.clock = clock;
        this.defaultAccount = defaultAccount;
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
        String summary = summary(request);
        Optional<Response> response = faults.take(service, operation, summary)
                .map(fault -> faulty(fault, request, service, operation, simulator))
                .orElseGet(() -> Optional.of(simulator.handle(request)));
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
