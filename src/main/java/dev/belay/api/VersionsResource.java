package dev.belay.api;

import dev.belay.access.Authorization;
import dev.belay.access.Needs;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import dev.belay.rollout.Reply;
import dev.belay.rollout.VersionMark;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Versions of a target, and people's word on them. */
@Path("/api/v1/targets/{target: " + TargetsResource.NAME + "}/versions")
@Produces(MediaType.APPLICATION_JSON)
class VersionsResource {
    /** A version may be the name of an image, slashes included. */
    private static final String WORD = "{version: .+}/{mark: knownGood|vetoed}";

    private final Desk desk;
    private final Session session;

    @Inject
    VersionsResource(Desk desk, Session session) {
        this.desk = desk;
        this.session = session;
    }

    @Operation(summary = "Versions that could be pinned, newest first, and whether a rollback to each would work")
    @Listed
    @APIResponseSchema(value = VersionView.class, responseCode = "200")
    @GET
    @Needs(Role.VIEWER)
    public Response versions(@PathParam(Authorization.TARGET) String target) {
        return Replies.read(
                desk.versions(target),
                versions -> new Items<>(versions.stream().map(VersionView::of).toList()));
    }

    @Operation(summary = "Say that a version is known good, or vetoed")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "Said")))
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "Word")))
    @PUT
    @Path(WORD)
    @Consumes({RecordTypes.JSON, RecordTypes.YAML, RecordTypes.X_YAML, RecordTypes.TEXT_YAML, RecordTypes.TEXT_X_YAML})
    @Needs(Role.ADMIN)
    public Response mark(
            @PathParam(Authorization.TARGET) String target,
            @PathParam("version") String version,
            @PathParam("mark") String mark,
            InputStream body)
            throws IOException {
        String request = Body.text(body);
        Caller caller = session.caller();
        return write(target, version, "mark " + mark, () -> desk.mark(target, version, mark(mark), request, caller));
    }

    @Operation(summary = "Take back what was said or seen of a version")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "Said")))
    @RequestBody(content = @Content(schema = @Schema(ref = "Word")))
    @DELETE
    @Path(WORD)
    @Needs(Role.ADMIN)
    public Response unmark(
            @PathParam(Authorization.TARGET) String target,
            @PathParam("version") String version,
            @PathParam("mark") String mark,
            InputStream body)
            throws IOException {
        String request = Body.textOrNull(body);
        Caller caller = session.caller();
        return write(
                target, version, "unmark " + mark, () -> desk.unmark(target, version, mark(mark), request, caller));
    }

    private Response write(String target, String version, String what, Supplier<Reply<String>> write) {
        // A version comes from outside: it shall not write lines of its own into the log.
        String named = version.replaceAll("\\p{Cntrl}", "?");
        return Replies.write(
                session.caller(),
                what + " " + named + " of " + target,
                write,
                words -> Response.ok(Map.of("target", target, "version", version, "message", words))
                        .build());
    }

    private static VersionMark mark(String word) {
        return word.equals("vetoed") ? VersionMark.VETOED : VersionMark.KNOWN_GOOD;
    }
}
