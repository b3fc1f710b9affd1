package dev.belay.api;

import dev.belay.access.Needs;
import dev.belay.access.Problem;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.model.Failure;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import dev.belay.rollout.PublishReport;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** A directory of records, brought into the store as a whole. */
@Path("/api/v1/publish")
@Produces(MediaType.APPLICATION_JSON)
class PublishResource {
    private final Desk desk;
    private final Session session;

    @Inject
    PublishResource(Desk desk, Session session) {
        this.desk = desk;
        this.session = session;
    }

    @Operation(summary = "Bring a directory of records into the store, or show what that would do")
    @APIResponseSchema(value = PublishView.class, responseCode = "200")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PublishBody.class)))
    @Saw(needed = false)
    @POST
    @Consumes(RecordTypes.JSON)
    @Needs(Role.VIEWER)
    public Response publish(@Context HttpHeaders headers, InputStream body) throws IOException {
        var expected = Preconditions.wanted(headers);
        PublishBody sent = PublishBody.read(body);
        if (!sent.dryRun() && !session.covers(Role.ADMIN)) {
            throw Problem.of(403, "this needs admin; " + session.caller().name() + " may say dryRun only")
                    .asException();
        }
        var request = sent.request();
        Caller caller = session.caller();
        return sent.dryRun()
                ? Replies.answer(desk.publish(request, expected, true, caller), PublishResource::response)
                : Replies.write(
                        caller,
                        "publish " + request.records().size() + " records",
                        () -> desk.publish(request, expected, false, caller),
                        PublishResource::response);
    }

    private static Response response(PublishReport report) {
        Failure stopped = report.stopped();
        return stopped == null
                ? Response.ok(PublishView.of(report))
                        .header("ETag", Preconditions.tag(report.fingerprint()))
                        .build()
                : stopped(report, stopped);
    }

    private static Response stopped(PublishReport report, Failure failure) {
        int status = failure instanceof Failure.Conflict ? 409 : 503;
        List<String> each = report.lines().stream()
                .filter(line -> line.change().writes())
                .map(line -> line.change().key() + (line.written() ? ": written" : ": not written"))
                .toList();
        return Problem.of(status, "it stopped before the end: " + failure.message() + "; publish again to go on")
                .with(each)
                .response();
    }
}
