package dev.belay.api;

import dev.belay.access.Authorization;
import dev.belay.access.Needs;
import dev.belay.access.Problem;
import dev.belay.access.Role;
import dev.belay.rollout.Desk;
import dev.belay.rollout.GateAnswer;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Whether a pipeline may deploy: 200 go, 423 frozen. */
@Path("/api/v1/gate")
@Produces(MediaType.APPLICATION_JSON)
class GateResource {
    private final Desk desk;

    @Inject
    GateResource(Desk desk) {
        this.desk = desk;
    }

    @Operation(summary = "Whether a pipeline may deploy: 200 go, 423 frozen")
    @APIResponseSchema(value = GateAnswer.class, responseCode = "200")
    @GET
    @Path("{target: " + TargetsResource.NAME + "}")
    @Needs(Role.VIEWER)
    public Response ask(
            @PathParam(Authorization.TARGET) String target, @QueryParam("version") @Nullable String version) {
        return Replies.answer(
                desk.gate(target, version),
                answer -> answer.go()
                        ? Response.ok(answer).build()
                        : Problem.of(Problem.LOCKED, answer.reason()).response());
    }
}
