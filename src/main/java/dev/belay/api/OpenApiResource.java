package dev.belay.api;

import dev.belay.access.Needs;
import dev.belay.access.Role;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The API, described for programs. It is made at build time from the routes and from {@link OpenApiRules}. */
@Path("/api/v1/openapi")
class OpenApiResource {
    private final OpenApiDocumentService documents;

    @Inject
    OpenApiResource(OpenApiDocumentService documents) {
        this.documents = documents;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Needs(Role.VIEWER)
    @Operation(summary = "This document")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(ref = "Document")))
    public Response json() {
        return Response.ok(documents.getDocument(OpenApiFilter.DEFAULT_DOCUMENT_NAME, Format.JSON))
                .build();
    }

    @GET
    @Produces(RecordTypes.YAML + ";qs=0.5")
    @Needs(Role.VIEWER)
    @Operation(hidden = true)
    public Response yaml() {
        return Response.ok(documents.getDocument(OpenApiFilter.DEFAULT_DOCUMENT_NAME, Format.YAML))
                .build();
    }
}
