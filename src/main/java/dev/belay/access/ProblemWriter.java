package dev.belay.access;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** Says of every problem which request it was. */
@Provider
class ProblemWriter implements ContainerResponseFilter {
    @Inject
    ProblemWriter() {}

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath();
        if (response.getEntity() instanceof Problem problem) {
            response.setEntity(problem.at(path).json(), null, MediaType.valueOf(Problem.MEDIA_TYPE));
        }
    }
}
