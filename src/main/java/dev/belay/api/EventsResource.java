package dev.belay.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.access.Needs;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Feed;
import dev.belay.rollout.Happening;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * What happens, as it happens: {@code status} events with a target's status, {@code step} events with a rollout's step. A
 * watcher that is too slow is cut off rather than told less than all; it reads the statuses and watches again.
 */
@Path("/api/v1/events")
class EventsResource {
    private static final int BACKLOG = 1024;

    private final Feed feed;
    private final Session session;
    private final ObjectMapper json;

    @Inject
    EventsResource(Feed feed, Session session, ObjectMapper json) {
        this.feed = feed;
        this.session = session;
        this.json = json;
    }

    /** A rollout's step. */
    record StepView(String target, String rollout, RolloutView.Step step) {}

    @Operation(summary = "Server-sent events: every change of a status, every step of a rollout")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Needs(Role.VIEWER)
    public Multi<OutboundSseEvent> watch(@Context Sse sse) {
        Caller caller = session.caller();
        var happenings = Multi.createFrom()
                .<Happening>emitter(
                        emitter -> emitter.onTermination(feed.watch(emitter::emit, emitter::complete)),
                        BackPressureStrategy.IGNORE)
                .filter(happening -> caller.maySee(happening.target()))
                .onOverflow()
                .buffer(BACKLOG)
                .map(happening -> event(sse, happening));
        // Said at once, so that a watcher knows that from here on it misses nothing.
        var hello = sse.newEventBuilder().comment("watching").build();
        return Multi.createBy().merging().streams(Multi.createFrom().item(hello), happenings);
    }

    private OutboundSseEvent event(Sse sse, Happening happening) {
        return switch (happening) {
            case Happening.StatusChanged(var status) -> event(sse, "status", StatusView.of(status));
            case Happening.StepTaken(String target, String rollout, var step) ->
                event(sse, "step", new StepView(target, rollout, RolloutView.Step.of(step)));
        };
    }

    private OutboundSseEvent event(Sse sse, String name, Object view) {
        try {
            return sse.newEvent(name, json.writeValueAsString(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view is JSON", e);
        }
    }
}
