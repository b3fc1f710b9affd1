package dev.belay.console;

import dev.belay.access.Open;
import dev.belay.access.Pages;
import dev.belay.access.SignIn;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** How people come in by a browser, and out again. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class SignInResource {
    private static final Logger LOG = Logger.getLogger("dev.belay.console.sign-in");
    private static final String ROOT = "./";

    private final SignIn signIn;
    private final Assets assets;
    private final boolean oidc;

    @Inject
    SignInResource(
            SignIn signIn,
            Assets assets,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "false") boolean oidc) {
        this.signIn = signIn;
        this.assets = assets;
        this.oidc = oidc;
    }

    @GET
    @Path("sign-in")
    @Open
    public Response form(
            @QueryParam("next") @DefaultValue("") String next,
            @QueryParam("trouble") @DefaultValue("") String trouble) {
        String refused =
                trouble.equals("oidc") ? "The OpenID provider can't be asked now. A token is good all the same." : "";
        return Answers.html(200, new Html.SignIn(ROOT, assets.version(), next, oidc, refused));
    }

    @POST
    @Path("sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response enter(
            @FormParam("token") @DefaultValue("") String token, @FormParam("next") @DefaultValue("") String next) {
        NewCookie cookie = signIn.cookie(token);
        if (cookie == null) {
            LOG.info("somebody tried to sign in with a token that is nobody's");
            String refused = "That token is nobody's. Look whether it was copied whole.";
            return Answers.html(401, new Html.SignIn(ROOT, assets.version(), next, oidc, refused));
        }
        return Response.status(303)
                .header("Location", Pages.next(next))
                .cookie(cookie)
                .build();
    }

    @POST
    @Path("sign-out")
    @Consumes(MediaType.WILDCARD)
    @Open
    public Response leave() {
        return Response.status(303)
                .header("Location", "sign-in")
                .cookie(signIn.gone().toArray(NewCookie[]::new))
                .build();
    }
}
