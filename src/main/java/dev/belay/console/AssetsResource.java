package dev.belay.console;

import dev.belay.access.Open;
import dev.belay.access.Problem;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** What pages are made with. */
@Path("/assets")
class AssetsResource {
    private final Assets assets;

    @Inject
    AssetsResource(Assets assets) {
        this.assets = assets;
    }

    @GET
    @Path("{version: [0-9a-f]+}/{name: [a-z.]+}")
    @Open
    public Response asset(@PathParam("version") String version, @PathParam("name") String name) {
        Assets.Asset asset = assets.of(name);
        if (asset == null) {
            throw Problem.of(404, "there is nothing of that name here").asException();
        }
        // A page of another version, before or after an upgrade, gets what there is and asks again next time.
        String keep = version.equals(assets.version()) ? "public, max-age=31536000, immutable" : "no-cache";
        return Response.ok(asset.text())
                .type(asset.type() + ";charset=UTF-8")
                .header("Cache-Control", keep)
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
