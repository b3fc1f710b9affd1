package dev.belay.api;

import dev.belay.access.Problem;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What went wrong, as a problem in words. What is ours stays in the log. */
final class Faults {
    private static final Logger LOG = Logger.getLogger(Faults.class);

    @ServerExceptionMapper
    Response refused(WebApplicationException e) {
        Response response = e.getResponse();
        if (response.getEntity() instanceof Problem) {
            return response;
        }
        int status = response.getStatus();
        var problem = Response.fromResponse(Problem.of(status, detail(status)).response());
        Object allow = response.getHeaders().getFirst("Allow");
        return allow == null ? problem.build() : problem.header("Allow", allow).build();
    }

    @ServerExceptionMapper
    Response failed(FailureException e) {
        int status = switch (e.failure()) {
            case Failure.Conflict conflict -> 409;
            case Failure.Throttled throttled -> 503;
            case Failure.Unavailable unavailable -> 503;
            case Failure.Denied denied -> 502;
            case Failure.NotFound missing -> 502;
            case Failure.Invalid invalid -> 502;
        };
        LOG.warnf("answered %d: %s", status, e.getMessage());
        return Problem.of(status, e.failure().message()).response();
    }

    @ServerExceptionMapper
    Response broken(Throwable e) {
        LOG.error("a request failed", e);
        return Problem.of(500, "Belay failed at this request; its log says more")
                .response();
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "the request can't be read";
            case 404 -> "there is nothing of that name here";
            case 405 -> "this can't be done here; Allow says what can";
            case 406 -> "none of the accepted media types can be answered";
            case 413 -> "the body is too long";
            case 415 -> "the body's media type is not one that is read here";
            default -> status >= 500 ? "Belay failed at this request; its log says more" : "the request was refused";
        };
    }
}
