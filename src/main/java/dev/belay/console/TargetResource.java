package dev.belay.console;

import dev.belay.access.Authorization;
import dev.belay.access.Needs;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.rollout.Desk;
import dev.belay.rollout.Reply;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** A target's page and what it shows: all that only reads. */
@Path("/targets/{target: " + TargetResource.NAME + "}")
@Produces(MediaType.TEXT_HTML)
class TargetResource {
    static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    static final String ROOT = "../";
    private static final String DEEPER = "../../../";

    private final Desk desk;
    private final Changes changes;
    private final Assets assets;
    private final Session session;

    @Inject
    TargetResource(Desk desk, Changes changes, Assets assets, Session session) {
        this.desk = desk;
        this.changes = changes;
        this.assets = assets;
        this.session = session;
    }

    @GET
    @Needs(Role.VIEWER)
    public Response page(@PathParam(Authorization.TARGET) String target) {
        Frame frame = Frame.of(ROOT, target + " · Belay", assets, session);
        String mark = changes.mark();
        return Answers.page(frame, () -> status(target), status -> {
            var role = Offers.Role.of(session);
            Rollout rollout = status.rollout() != null ? status.rollout() : status.lastRollout();
            RolloutPage course = rollout == null ? null : RolloutPage.of(rollout, role.operator());
            return new Html.Target(frame, TargetView.of(status, desk.holds(session.caller()), role), course, mark);
        });
    }

    private Reply<Status> status(String target) {
        Status status = desk.status(target);
        return status == null ? new Reply.NotFound<>("target " + target) : new Reply.Done<>(status);
    }

    @GET
    @Path("live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Needs(Role.VIEWER)
    public Multi<OutboundSseEvent> live(
            @PathParam(Authorization.TARGET) String target,
            @QueryParam("since") @DefaultValue("") String since,
            @Context Sse sse) {
        return Live.of(sse, new TargetWatch(ROOT, target, desk, changes, session, since));
    }

    @GET
    @Path("versions")
    @Needs(Role.VIEWER)
    public Response versions(@PathParam(Authorization.TARGET) String target) {
        var role = Offers.Role.of(session);
        return Answers.part(
                () -> desk.versions(target),
                versions -> new Html.Versions(
                        target, ROOT, versions.stream().map(VersionLine::of).toList(), role));
    }

    @GET
    @Path("history")
    @Needs(Role.VIEWER)
    public Response history(@PathParam(Authorization.TARGET) String target) {
        return Answers.part(
                () -> desk.rollouts(target),
                rollouts -> new Html.History(
                        target,
                        ROOT,
                        rollouts.stream()
                                .map(rollout -> RolloutPage.of(rollout, false))
                                .toList()));
    }

    @GET
    @Path("plan")
    @Needs(Role.VIEWER)
    public Response plan(
            @PathParam(Authorization.TARGET) String target, @QueryParam("version") @DefaultValue("") String version) {
        String asked = version.strip();
        return Answers.part(
                () -> desk.plan(target, asked.isEmpty() ? null : asked),
                steps -> new Html.Plan(PlanView.of(asked.isEmpty() ? "what is pinned" : asked, steps)));
    }

    @GET
    @Path("rollouts/{id: [A-Za-z0-9][A-Za-z0-9._-]{0,99}}")
    @Needs(Role.VIEWER)
    public Response rollout(@PathParam(Authorization.TARGET) String target, @PathParam("id") String id) {
        Frame frame = Frame.of(DEEPER, "Rollout " + id + " of " + target + " · Belay", assets, session);
        boolean operator = session.covers(Role.OPERATOR);
        return Answers.page(
                frame,
                () -> desk.rollout(target, id),
                rollout -> new Html.Rollout(frame, RolloutPage.of(rollout, operator)));
    }
}
