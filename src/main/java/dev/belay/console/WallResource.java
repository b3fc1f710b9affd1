package dev.belay.console;

import dev.belay.access.Needs;
import dev.belay.access.Role;
import dev.belay.access.Session;
import dev.belay.console.Html.Line;
import dev.belay.console.Html.Tally;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import dev.belay.rollout.Desk;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The page of all targets. */
@Path("/")
class WallResource {
    private static final String ROOT = "./";
    private static final Comparator<Status> MOST_URGENT_FIRST =
            Comparator.comparing(Status::summary).thenComparing(Status::name);

    private final Desk desk;
    private final Changes changes;
    private final Assets assets;
    private final Session session;

    @Inject
    WallResource(Desk desk, Changes changes, Assets assets, Session session) {
        this.desk = desk;
        this.changes = changes;
        this.assets = assets;
        this.session = session;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Needs(Role.VIEWER)
    public Response wall(
            @QueryParam("summary") List<String> summaries,
            @QueryParam("label") List<String> labels,
            @QueryParam("q") @DefaultValue("") String query) {
        Frame frame = Frame.of(ROOT, "Belay", assets, session);
        return Answers.page(frame, () -> {
            String mark = changes.mark();
            var filter = WallFilter.of(summaries, labels, query);
            List<Row> rows = desk.statuses().stream()
                    .filter(status -> session.caller().maySee(status.name()))
                    .sorted(MOST_URGENT_FIRST)
                    .map(Row::of)
                    .toList();
            List<Line> lines =
                    rows.stream().map(row -> new Line(row, filter.shows(row))).toList();
            List<Tally> tallies = Arrays.stream(Summary.values())
                    .map(summary -> tally(Badge.of(summary), rows, filter))
                    .toList();
            int total = (int) rows.stream().filter(filter::counts).count();
            return new Html.Wall(frame, mark, tallies, lines, total, query, labels);
        });
    }

    private static Tally tally(Badge badge, List<Row> rows, WallFilter filter) {
        long count = rows.stream()
                .filter(row -> row.badge().equals(badge) && filter.counts(row))
                .count();
        return new Tally(badge, (int) count, filter.summaries().contains(badge.style()));
    }

    /** Lines as they change, from a mark on. */
    @GET
    @Path("live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Needs(Role.VIEWER)
    public Multi<OutboundSseEvent> live(@QueryParam("since") @DefaultValue("") String since, @Context Sse sse) {
        return Live.of(sse, new WallWatch(ROOT, desk, changes, session.caller(), since));
    }
}
