package dev.belay.api;

import dev.belay.access.Problem;
import dev.belay.access.ProblemType;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Reply;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the desk said, as HTTP says it. */
final class Replies {
    private Replies() {}

    /** A read. */
    static <T> Response read(Reply<T> reply, Function<T, Object> view) {
        return http(reply, value -> Response.ok(view.apply(value)).build());
    }

    /** A read whose answer decides the status. */
    static <T> Response answer(Reply<T> reply, Function<T, Response> done) {
        return http(reply, done);
    }

    /**
     * A write. {@link dev.belay.access.Audit} takes it down, whatever comes of it.
     *
     * @param caller not used any more
     * @param what not used any more
     */
    static <T> Response write(Caller caller, String what, Supplier<Reply<T>> write, Function<T, Response> done) {
        return http(write.get(), done);
    }

    private static <T> Response http(Reply<T> reply, Function<T, Response> done) {
        return switch (reply) {
            case Reply.Done<T>(T value) -> done.apply(value);
            case Reply.NotFound<T>(String what) ->
                Problem.of(404, "there is no " + what).response();
            case Reply.Moved<T>(var current) -> moved(current);
            case Reply.Invalid<T>(var problems) ->
                Problem.of(ProblemType.INVALID_RECORD, String.join("; ", problems))
                        .with(problems)
                        .response();
            case Reply.Impossible<T>(String why, var each) ->
                (each.isEmpty() ? Problem.of(409, why) : Problem.of(409, why).with(each)).response();
            case Reply.Refused<T>(String why) -> Problem.of(403, why).response();
        };
    }

    private static Response moved(@Nullable String current) {
        if (current == null) {
            return Problem.of(412, "there is none any more, or not yet").response();
        }
        return Response.fromResponse(Problem.of(412, "it was changed meanwhile; its revision is now " + current)
                        .response())
                .header("ETag", Preconditions.tag(current))
                .build();
    }
}
