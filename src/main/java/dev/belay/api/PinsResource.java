package dev.belay.api;

import dev.belay.access.Authorization;
import dev.belay.access.Needs;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
