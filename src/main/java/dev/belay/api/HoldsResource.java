package dev.belay.api;

import dev.belay.access.Needs;
import dev.belay.access.Problem;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/**
 * Holds. A precondition is kept where one is sent and not asked for: nobody at 3 a.m. shall have to read before stopping
 * everything.
 */
@Path("/api/v1/holds")
@Produces(MediaType.APPLICATION_JSON)
class HoldsResource {
    private static final String ONE = "{hold: " + TargetsResource.NAME + "}";

    private final Desk desk;
    private final Session session;

    @Inject
    HoldsResource(Desk desk, Session session) {
        this.desk = desk;
        this.session = session;
    }

    @Operation(summary = "All holds")
    @GET
    @Needs(Role.VIEWER)
    public Items<HoldView> list() {
        return new Items<>(
                desk.holds(session.caller()).stream().map(HoldView::of).toList());
    }

    @Operation(summary = "One hold")
    @APIResponseSchema(value = HoldView.class, responseCode = "200")
    @GET
    @Path(ONE)
    @Needs(Role.VIEWER)
    public Response get(@PathParam("hold") String hold) {
        return desk.holds(session.caller()).stream()
                .filter(placed -> placed.name().equals(hold))
                .findFirst()
                .map(placed -> Response.ok(HoldView.of(placed))
                        .header("ETag", Preconditions.tag(placed.revision()))
                        .build())
                .orElseGet(() -> Problem.of(404, "there is no hold " + hold).response());
    }

    @Operation(summary = "Freeze or suspend targets")
    @APIResponseSchema(value = Written.class, responseCode = "200")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "Hold")))
    @Saw(needed = false)
    @PUT
    @Path(ONE)
    @Consumes({RecordTypes.JSON, RecordTypes.YAML, RecordTypes.X_YAML, RecordTypes.TEXT_YAML, RecordTypes.TEXT_X_YAML})
    @Needs(Role.OPERATOR)
    public Response put(@PathParam("hold") String hold, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        var expected = Preconditions.wanted(headers);
        String record = Body.text(body);
        Caller caller = session.caller();
        return Replies.write(
                caller,
                "put hold " + hold,
                () -> desk.putHold(hold, record, expected, caller),
                revision -> Written.response("Hold", hold, revision));
    }

    @Operation(summary = "Lift a hold")
    @APIResponse(responseCode = "204")
    @Saw(needed = false)
    @DELETE
    @Path(ONE)
    @Needs(Role.OPERATOR)
    public Response delete(@PathParam("hold") String hold, @Context HttpHeaders headers) {
        var expected = Preconditions.wanted(headers);
        Caller caller = session.caller();
        return Replies.write(
                caller,
                "delete hold " + hold,
                () -> desk.deleteHold(hold, expected, caller),
                words -> Response.noContent().build());
    }
}
