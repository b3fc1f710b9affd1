package dev.belay.api;

import dev.belay.access.Needs;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.adopt.Adopted;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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

/** Records for what exists already. Only looks; but it looks with the daemon's eyes, wherever it is told to. */
@Path("/api/v1/adopt")
@Produces(MediaType.APPLICATION_JSON)
class AdoptResource {
    private final Desk desk;
    private final Session session;

    @Inject
    AdoptResource(Desk desk, Session session) {
        this.desk = desk;
        this.session = session;
    }

    /** Records as a directory has them. */
    record View(List<File> records, List<String> notes) {
        record File(String place, String text) {}

        static View of(String name, Adopted adopted) {
            return new View(
                    List.of(
                            new File("targets/" + name + ".yaml", adopted.target()),
                            new File("pins/" + name + ".yaml", adopted.pin())),
                    adopted.notes());
        }
    }

    @Operation(summary = "Records for what exists already; only looks")
    @APIResponseSchema(value = View.class, responseCode = "200")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AdoptBody.class)))
    @POST
    @Consumes(RecordTypes.JSON)
    @Needs(Role.ADMIN)
    public Response adopt(InputStream body) throws IOException {
        var request = AdoptBody.read(Body.text(body)).request();
        Caller caller = session.caller();
        return Replies.read(desk.adopt(request, caller), adopted -> View.of(request.name(), adopted));
    }
}
