package dev.belay.console;

import dev.belay.access.Authorization;
import dev.belay.access.Needs;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.model.Status;
import dev.belay.rollout.Desk;
import dev.belay.rollout.KnownVersion;
import dev.belay.rollout.PlanStep;
import dev.belay.rollout.Reply;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is asked, and shown, before something is done. All of these only read. */
@Path("/targets/{target: " + TargetResource.NAME + "}/do")
@Produces(MediaType.TEXT_HTML)
class DialogsResource {
    private final Desk desk;
    private final Session session;

    @Inject
    DialogsResource(Desk desk, Session session) {
        this.desk = desk;
        this.session = session;
    }

    /**
     * Shows what going back would do.
     *
     * @param to a version; empty: the one that Belay would choose
     */
    @GET
    @Path("rollback")
    @Needs(Role.OPERATOR)
    public Response rollback(
            @PathParam(Authorization.TARGET) String target, @QueryParam("to") @DefaultValue("") String to) {
        String request = to.isEmpty() ? null : Requests.json(Map.of("to", to));
        return Answers.part(
                () -> desk.planRollback(target, request, session.caller()),
                plan -> new Html.Rollback(
                        target,
                        TargetResource.ROOT,
                        RollbackView.of(plan),
                        versions(target),
                        session.covers(Role.ADMIN)));
    }

    private List<VersionLine> versions(String target) {
        return desk.versions(target) instanceof Reply.Done<List<KnownVersion>>(var versions)
                ? versions.stream().map(VersionLine::of).toList()
                : List.of();
    }

    @GET
    @Path("admit")
    @Needs(Role.ADMIN)
    public Response admit(@PathParam(Authorization.TARGET) String target) {
        return ask(target, status -> Questions.admit(status, steps(target)));
    }

    private List<PlanView.Step> steps(String target) {
        return desk.plan(target, null) instanceof Reply.Done<List<PlanStep>>(var steps)
                ? PlanView.steps(steps)
                : List.of();
    }

    @GET
    @Path("{mode: freeze|suspend}")
    @Needs(Role.OPERATOR)
    public Response hold(@PathParam(Authorization.TARGET) String target, @PathParam("mode") String mode) {
        return ask(target, status -> Questions.hold(target, mode));
    }

    @GET
    @Path("lift")
    @Needs(Role.OPERATOR)
    public Response lift(
            @PathParam(Authorization.TARGET) String target, @QueryParam("hold") @DefaultValue("") String hold) {
        return Answers.part(
                () -> desk.holds(session.caller()).stream()
                        .filter(placed -> placed.name().equals(hold))
                        .findFirst()
                        .map(placed ->
                                (Reply<TargetView.HoldView>) new Reply.Done<>(TargetView.HoldView.of(placed, target)))
                        .orElseGet(() -> new Reply.NotFound<>("hold " + hold)),
                placed -> new Html.Ask(target, TargetResource.ROOT, Questions.lift(placed)));
    }

    @GET
    @Path("pin")
    @Needs(Role.ADMIN)
    public Response pin(
            @PathParam(Authorization.TARGET) String target, @QueryParam("version") @DefaultValue("") String version) {
        return ask(target, status -> Questions.pin(status, version, List.of()));
    }

    @GET
    @Path("{act: mark|unmark}")
    @Needs(Role.ADMIN)
    public Response mark(
            @PathParam(Authorization.TARGET) String target,
            @PathParam("act") String act,
            @QueryParam("version") @DefaultValue("") String version,
            @QueryParam("mark") @DefaultValue("") String mark) {
        return ask(target, status -> Questions.mark(version, mark, act.equals("mark")));
    }

    private Response ask(String target, Function<Status, Question> question) {
        return Answers.part(
                () -> {
                    Status status = desk.status(target);
                    return status == null ? new Reply.NotFound<>("target " + target) : new Reply.Done<>(status);
                },
                status -> new Html.Ask(target, TargetResource.ROOT, question.apply(status)));
    }
}
