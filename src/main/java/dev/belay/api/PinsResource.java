package dev.belay.api;

import dev.belay.access.Authorization;
import dev.belay.access.Needs;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import dev.belay.rollout.PlacedRecord;
import dev.belay.store.RecordCodec;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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

/** Pins, written as in a store: on what was read. */
@Path("/api/v1/pins")
@Produces(MediaType.APPLICATION_JSON)
class PinsResource {
    private final Desk desk;
    private final Session session;

    @Inject
    PinsResource(Desk desk, Session session) {
        this.desk = desk;
        this.session = session;
    }

    @Operation(summary = "The pin as it lies in the store")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "Record")))
    @GET
    @Path("{target: " + TargetsResource.NAME + "}")
    @Needs(Role.VIEWER)
    public Response get(@PathParam(Authorization.TARGET) String target) {
        return Replies.answer(desk.pin(target), pin -> shown(pin, RecordCodec.toJson(pin.tree())));
    }

    @Operation(hidden = true)
    @GET
    @Path("{target: " + TargetsResource.NAME + "}")
    @Produces({
        RecordTypes.YAML + ";charset=UTF-8;qs=0.5",
        RecordTypes.X_YAML + ";charset=UTF-8;qs=0.4",
        RecordTypes.TEXT_YAML + ";charset=UTF-8;qs=0.3"
    })
    @Needs(Role.VIEWER)
    public Response getToRead(@PathParam(Authorization.TARGET) String target) {
        return Replies.answer(desk.pin(target), pin -> shown(pin, RecordCodec.toYaml(pin.tree())));
    }

    private static Response shown(PlacedRecord pin, String text) {
        return Response.ok(text)
                .header("ETag", Preconditions.tag(pin.revision()))
                .build();
    }

    @Operation(summary = "Write a pin")
    @APIResponseSchema(value = Written.class, responseCode = "200")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "Pin")))
    @Saw(needed = true)
    @PUT
    @Path("{target: " + TargetsResource.NAME + "}")
    @Consumes({RecordTypes.JSON, RecordTypes.YAML, RecordTypes.X_YAML, RecordTypes.TEXT_YAML, RecordTypes.TEXT_X_YAML})
    @Needs(Role.ADMIN)
    public Response put(@PathParam(Authorization.TARGET) String target, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        var expected = Preconditions.needed(headers);
        String record = Body.text(body);
        Caller caller = session.caller();
        return Replies.write(
                caller,
                "put pin " + target,
                () -> desk.putPin(target, record, expected, caller),
                revision -> Written.response("Pin", target, revision));
    }
}
