package dev.belay.access;

import jakarta.inject.Inject;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

/** Pages as a console has them, in the tests only. */
@Path("/sample")
@Produces(MediaType.TEXT_HTML)
public class SamplePages {
    @Inject
    Session session;

    @Inject
    SignIn signIn;

    @GET
    @Path("page")
    @Needs(Role.VIEWER)
    public String page() {
        return "page of " + session.caller().name();
    }

    @POST
    @Path("page")
    @Needs(Role.OPERATOR)
    public String act() {
        return "done by " + session.caller().name();
    }

    @GET
    @Path("form")
    @Open
    public String form() {
        return "form";
    }

    @POST
    @Path("form")
    @Open
    public Response signIn(@FormParam("token") String token) {
        NewCookie cookie = signIn.cookie(token);
        return cookie == null
                ? Response.status(401).entity("form").build()
                : Response.ok("welcome").cookie(cookie).build();
    }

    @POST
    @Path("gone")
    @Open
    public Response signOut() {
        return Response.ok("bye")
                .cookie(signIn.gone().toArray(NewCookie[]::new))
                .build();
    }

    @GET
    @Path("neither")
    public String neither() {
        return "closed";
    }
}
