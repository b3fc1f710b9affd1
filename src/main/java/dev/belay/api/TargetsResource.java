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

    @GET
    @Path(ONE + "/plan")
    @Needs(Role.VIEWER)
    public Response plan(
            @PathParam(Authorization.TARGET) String target, @QueryParam("version") @Nullable String version) {
        return Replies.read(desk.plan(target, version), Items::new);
    }

    @POST
    @Path(ONE + "/plan")
    @Consumes({RecordTypes.JSON, RecordTypes.YAML, RecordTypes.X_YAML, RecordTypes.TEXT_YAML, RecordTypes.TEXT_X_YAML})
    @Needs(Role.VIEWER)
    public Response planPin(@PathParam(Authorization.TARGET) String target, InputStream body) throws IOException {
        return Replies.read(desk.planPin(target, Body.text(body)), Items::new);
    }

    @GET
    @Path(ONE + "/rollouts")
    @Needs(Role.VIEWER)
    public Response rollouts(@PathParam(Authorization.TARGET) String target) {
        return Replies.read(
                desk.rollouts(target),
                rollouts ->
                        new Items<>(rollouts.stream().map(RolloutView.Entry::of).toList()));
    }

    @GET
    @Path(ONE + "/rollouts")
    @Produces(RolloutMarkdown.MEDIA_TYPE + ";charset=UTF-8;qs=0.5")
    @Needs(Role.VIEWER)
    public Response rolloutsToRead(@PathParam(Authorization.TARGET) String target) {
        return Replies.read(desk.rollouts(target), rollouts -> RolloutMarkdown.of(target, rollouts));
    }

    @GET
    @Path(ONE + "/rollouts/{id: [A-Za-z0-9][A-Za-z0-9._-]{0,99}}")
    @Needs(Role.VIEWER)
    public Response rollout(@PathParam(Authorization.TARGET) String target, @PathParam("id") String id) {
        boolean operator = session.covers(Role.OPERATOR);
        return Replies.read(desk.rollout(target, id), rollout -> RolloutView.of(rollout, operator));
    }

    @GET
    @Path(ONE + "/rollouts/{id: [A-Za-z0-9][A-Za-z0-9._-]{0,99}}")
    @Produces(RolloutMarkdown.MEDIA_TYPE + ";charset=UTF-8;qs=0.5")
    @Needs(Role.VIEWER)
    public Response rolloutToRead(@PathParam(Authorization.TARGET) String target, @PathParam("id") String id) {
        boolean operator = session.covers(Role.OPERATOR);
        return Replies.read(desk.rollout(target, id), rollout -> RolloutMarkdown.of(rollout, operator));
    }

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
    @POST
    @Path(ONE + "/rollback/plan")
    @Consumes({RecordTypes.JSON, RecordTypes.YAML, RecordTypes.X_YAML, RecordTypes.TEXT_YAML, RecordTypes.TEXT_X_YAML})
    @Needs(Role.VIEWER)
    public Response planRollback(@PathParam(Authorization.TARGET) String target, InputStream body) throws IOException {
        return Replies.answer(
                desk.planRollback(target, Body.textOrNull(body), session.caller()),
                plan -> RollbackPlanView.response(target, plan));
    }

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
