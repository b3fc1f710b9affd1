package dev.belay.api;

import dev.belay.access.Authorization;
import dev.belay.access.Needs;
import dev.belay.access.Problem;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.announce.RolloutMarkdown;
import dev.belay.model.Status;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import dev.belay.rollout.PlanStep;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What Belay says of targets, and what people ask of them. */
@Path("/api/v1/targets")
@Produces(MediaType.APPLICATION_JSON)
class TargetsResource {
    static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    private static final String ONE = "{target: " + NAME + "}";
    private static final Comparator<Status> MOST_URGENT_FIRST =
            Comparator.comparing(Status::summary).thenComparing(Status::name);

    private final Desk desk;
    private final Session session;

    @Inject
    TargetsResource(Desk desk, Session session) {
        this.desk = desk;
        this.session = session;
    }

    @Operation(summary = "Status of every target, the most urgent first")
    @GET
    @Needs(Role.VIEWER)
    public Items<StatusView> list(
            @QueryParam("summary") List<String> summary, @QueryParam("label") List<String> label) {
        var filter = TargetFilter.of(summary, label);
        Caller caller = session.caller();
        return new Items<>(desk.statuses().stream()
                .filter(status -> caller.maySee(status.name()) && filter.shows(status))
                .sorted(MOST_URGENT_FIRST)
                .map(StatusView::of)
                .toList());
    }

    @Operation(summary = "Status of one target")
    @GET
    @Path(ONE)
    @Needs(Role.VIEWER)
    public StatusView status(@PathParam(Authorization.TARGET) String target) {
        Status status = desk.status(target);
        if (status == null) {
            throw Problem.of(404, "there is no target " + target).asException();
        }
        return StatusView.of(status);
    }

    @Operation(summary = "What Belay would do, step by step, for the pin as it is or for a version; does nothing")
    @Listed
    @APIResponseSchema(value = PlanStep.class, responseCode = "200")
    @GET
    @Path(ONE + "/plan")
    @Needs(Role.VIEWER)
    public Response plan(
            @PathParam(Authorization.TARGET) String target, @QueryParam("version") @Nullable String version) {
        return Replies.read(desk.plan(target, version), Items::new);
    }

    @Operation(summary = "What Belay would do for a pin that is not written; does nothing")
    @Listed
    @APIResponseSchema(value = PlanStep.class, responseCode = "200")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "Pin")))
    @POST
    @Path(ONE + "/plan")
    @Consumes({RecordTypes.JSON, RecordTypes.YAML, RecordTypes.X_YAML, RecordTypes.TEXT_YAML, RecordTypes.TEXT_X_YAML})
    @Needs(Role.VIEWER)
    public Response planPin(@PathParam(Authorization.TARGET) String target, InputStream body) throws IOException {
        return Replies.read(desk.planPin(target, Body.text(body)), Items::new);
    }

    @Operation(summary = "The running rollout and the kept ones, newest first")
    @Listed
    @APIResponseSchema(value = RolloutView.Entry.class, responseCode = "200")
    @GET
    @Path(ONE + "/rollouts")
    @Needs(Role.VIEWER)
    public Response rollouts(@PathParam(Authorization.TARGET) String target) {
        return Replies.read(
                desk.rollouts(target),
                rollouts ->
                        new Items<>(rollouts.stream().map(RolloutView.Entry::of).toList()));
    }

    @Operation(hidden = true)
    @GET
    @Path(ONE + "/rollouts")
    @Produces(RolloutMarkdown.MEDIA_TYPE + ";charset=UTF-8;qs=0.5")
    @Needs(Role.VIEWER)
    public Response rolloutsToRead(@PathParam(Authorization.TARGET) String target) {
        return Replies.read(desk.rollouts(target), rollouts -> RolloutMarkdown.of(target, rollouts));
    }

    @Operation(summary = "One rollout with its evidence")
    @APIResponseSchema(value = RolloutView.class, responseCode = "200")
    @GET
    @Path(ONE + "/rollouts/{id: [A-Za-z0-9][A-Za-z0-9._-]{0,99}}")
    @Needs(Role.VIEWER)
    public Response rollout(@PathParam(Authorization.TARGET) String target, @PathParam("id") String id) {
        boolean operator = session.covers(Role.OPERATOR);
        return Replies.read(desk.rollout(target, id), rollout -> RolloutView.of(rollout, operator));
    }

    @Operation(hidden = true)
    @GET
    @Path(ONE + "/rollouts/{id: [A-Za-z0-9][A-Za-z0-9._-]{0,99}}")
    @Produces(RolloutMarkdown.MEDIA_TYPE + ";charset=UTF-8;qs=0.5")
    @Needs(Role.VIEWER)
    public Response rolloutToRead(@PathParam(Authorization.TARGET) String target, @PathParam("id") String id) {
        boolean operator = session.covers(Role.OPERATOR);
        return Replies.read(desk.rollout(target, id), rollout -> RolloutMarkdown.of(rollout, operator));
    }

    @Operation(summary = "Go back to what is known good, or to a version; freezes unless said otherwise")
    @APIResponseSchema(value = RolledBackView.class, responseCode = "200")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "Rollback")))
    @Saw(needed = true)
    @POST
    @Path(ONE + "/rollback")
    @Consumes({RecordTypes.JSON, RecordTypes.YAML, RecordTypes.X_YAML, RecordTypes.TEXT_YAML, RecordTypes.TEXT_X_YAML})
    @Needs(Role.OPERATOR)
    public Response rollback(
            @PathParam(Authorization.TARGET) String target, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        var expected = Preconditions.needed(headers);
        String request = Body.text(body);
        Caller caller = session.caller();
        boolean anywhere = session.covers(Role.ADMIN);
        return Replies.write(
                caller,
                "roll back " + target,
                () -> desk.rollback(target, request, expected, caller, anywhere),
                done -> RolledBackView.response(target, done));
    }

    /** What the same rollback would do. A POST for its body's sake only. */
    @Operation(summary = "What a rollback would choose and do; does nothing")
    @APIResponseSchema(value = RollbackPlanView.class, responseCode = "200")
    @RequestBody(content = @Content(schema = @Schema(ref = "RollbackPlanned")))
    @POST
    @Path(ONE + "/rollback/plan")
    @Consumes({RecordTypes.JSON, RecordTypes.YAML, RecordTypes.X_YAML, RecordTypes.TEXT_YAML, RecordTypes.TEXT_X_YAML})
    @Needs(Role.VIEWER)
    public Response planRollback(@PathParam(Authorization.TARGET) String target, InputStream body) throws IOException {
        return Replies.answer(
                desk.planRollback(target, Body.textOrNull(body), session.caller()),
                plan -> RollbackPlanView.response(target, plan));
    }

    @Operation(summary = "Put the pending pin in force, or let drift that arose unseen be corrected")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(ref = "Said")))
    @Saw(needed = true)
    @POST
    @Path(ONE + "/admit")
    @Needs(Role.ADMIN)
    public Response admit(@PathParam(Authorization.TARGET) String target, @Context HttpHeaders headers) {
        String revision = Preconditions.revision(headers);
        Caller caller = session.caller();
        return Replies.write(
                caller,
                "admit " + target,
                () -> desk.admit(target, revision, caller),
                words -> accepted(target, words));
    }

    @Operation(summary = "Look now")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(ref = "Said")))
    @POST
    @Path(ONE + "/reconcile")
    @Needs(Role.OPERATOR)
    public Response reconcile(@PathParam(Authorization.TARGET) String target) {
        Caller caller = session.caller();
        return Replies.write(
                caller, "reconcile " + target, () -> desk.reconcile(target, caller), words -> accepted(target, words));
    }

    private static Response accepted(String target, String words) {
        return Response.accepted(Map.of("target", target, "message", words)).build();
    }
}
