package dev.belay.console;

import dev.belay.access.Authorization;
import dev.belay.access.Needs;
import dev.belay.access.Notes;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import dev.belay.rollout.Expected;
import dev.belay.rollout.Reply;
import dev.belay.rollout.RolledBack;
import dev.belay.rollout.VersionMark;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is done from the page. Each says what was shown: what is something else by now is left alone. */
@Path("/targets/{target: " + TargetResource.NAME + "}/do")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
class ActionsResource {
    private final Desk desk;
    private final Session session;
    private final Notes notes;

    @Inject
    ActionsResource(Desk desk, Session session, Notes notes) {
        this.desk = desk;
        this.session = session;
        this.notes = notes;
    }

    @POST
    @Path("rollback")
    @Needs(Role.OPERATOR)
    public Response rollback(
            @PathParam(Authorization.TARGET) String target,
            @FormParam("to") @DefaultValue("") String to,
            @FormParam("revision") @DefaultValue("") String revision,
            @FormParam("reason") @DefaultValue("") String reason,
            @FormParam("incident") @DefaultValue("") String incident,
            @FormParam("freeze") @DefaultValue("") String freeze) {
        var request = new LinkedHashMap<String, Object>();
        request.put("to", to);
        request.put("reason", reason.strip());
        putIncident(request, incident);
        request.put("freeze", !freeze.isEmpty());
        Caller caller = session.caller();
        boolean anywhere = session.covers(Role.ADMIN);
        return write(
                "roll back " + target,
                () -> desk.rollback(target, asked(request, revision), Requests.expected(revision), caller, anywhere),
                RolledBack::message);
    }

    private static void putIncident(Map<String, Object> request, String incident) {
        if (!incident.isBlank()) {
            request.put("incident", Map.of("id", incident.strip()));
        }
    }

    @POST
    @Path("pin")
    @Needs(Role.ADMIN)
    public Response pin(
            @PathParam(Authorization.TARGET) String target,
            @FormParam("version") @DefaultValue("") String version,
            @FormParam("revision") @DefaultValue("") String revision,
            @FormParam("reason") @DefaultValue("") String reason,
            @FormParam("incident") @DefaultValue("") String incident) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("version", version.strip());
        spec.put("reason", reason.strip());
        putIncident(spec, incident);
        return write(
                "put pin " + target,
                () -> desk.putPin(target, asked(spec, revision), Requests.expected(revision), session.caller()),
                now -> version.strip() + " is pinned.");
    }

    @POST
    @Path("admit")
    @Needs(Role.ADMIN)
    public Response admit(
            @PathParam(Authorization.TARGET) String target, @FormParam("revision") @DefaultValue("") String revision) {
        notes.before(revision);
        return write("admit " + target, () -> desk.admit(target, revision, session.caller()), Function.identity());
    }

    @POST
    @Path("reconcile")
    @Consumes(MediaType.WILDCARD)
    @Needs(Role.OPERATOR)
    public Response reconcile(@PathParam(Authorization.TARGET) String target) {
        return write("reconcile " + target, () -> desk.reconcile(target, session.caller()), Function.identity());
    }

    @POST
    @Path("{mode: freeze|suspend}")
    @Needs(Role.OPERATOR)
    public Response hold(
            @PathParam(Authorization.TARGET) String target,
            @PathParam("mode") String mode,
            @FormParam("hold") @DefaultValue("") String name,
            @FormParam("reason") @DefaultValue("") String reason,
            @FormParam("until") @DefaultValue("") String until) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("targets", List.of(target));
        spec.put("mode", mode);
        spec.put("reason", reason.strip());
        if (!until.isBlank()) {
            spec.put("until", Requests.time(until));
        }
        String hold = name.strip();
        return write(
                "put hold " + hold,
                () -> desk.putHold(hold, asked(spec, ""), new Expected.Absent(), session.caller()),
                now -> "The hold " + hold + " is in force.");
    }

    @POST
    @Path("lift")
    @Needs(Role.OPERATOR)
    public Response lift(
            @PathParam(Authorization.TARGET) String target,
            @FormParam("hold") @DefaultValue("") String hold,
            @FormParam("revision") @DefaultValue("") String revision) {
        notes.content(hold);
        notes.before(revision);
        return write(
                "delete hold " + hold,
                () -> desk.deleteHold(hold, Requests.expected(revision), session.caller()),
                Function.identity());
    }

    @POST
    @Path("{act: mark|unmark}")
    @Needs(Role.ADMIN)
    public Response mark(
            @PathParam(Authorization.TARGET) String target,
            @PathParam("act") String act,
            @FormParam("version") @DefaultValue("") String version,
            @FormParam("mark") @DefaultValue("") String mark,
            @FormParam("reason") @DefaultValue("") String reason) {
        VersionMark word = mark.equals("vetoed") ? VersionMark.VETOED : VersionMark.KNOWN_GOOD;
        String request = Requests.json(Map.of("reason", reason.strip()));
        notes.asked(request);
        return write(
                act + " " + mark + " " + version + " of " + target,
                () -> act.equals("mark")
                        ? desk.mark(target, version, word, request, session.caller())
                        : desk.unmark(target, version, word, request, session.caller()),
                Function.identity());
    }

    /** The request as the desk takes it, and as the audit log shall know it. */
    private String asked(Map<String, ?> request, String revision) {
        String json = Requests.json(request);
        notes.asked(json);
        notes.before(revision);
        return json;
    }

    private <T> Response write(String what, Supplier<Reply<T>> write, Function<T, String> done) {
        // Names and versions come from outside: they shall not write lines of their own into the log.
        return Answers.write(session.caller(), what.replaceAll("\\p{Cntrl}", "?"), write, done);
    }
}
