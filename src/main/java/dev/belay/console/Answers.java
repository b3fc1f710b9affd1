package dev.belay.console;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Reply;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What the desk said, as pages say it: what happened and what to do. */
final class Answers {
    private static final Logger LOG = Logger.getLogger("dev.belay.console.writes");
    private static final String HTML = "text/html;charset=UTF-8";

    private Answers() {}

    /** A whole page, or why there is none. */
    static Response page(Frame frame, Supplier<TemplateInstance> page) {
        try {
            return html(200, page.get());
        } catch (FailureException e) {
            return html(status(e.failure()), new Html.Trouble(frame, failed(e.failure())));
        }
    }

    /** A page that tells of something that may not be there. */
    static <T> Response page(Frame frame, Supplier<Reply<T>> read, Function<T, TemplateInstance> page) {
        try {
            Reply<T> reply = read.get();
            return reply instanceof Reply.Done<T>(T value)
                    ? html(200, page.apply(value))
                    : html(status(reply), new Html.Trouble(frame, refused(reply)));
        } catch (FailureException e) {
            return html(status(e.failure()), new Html.Trouble(frame, failed(e.failure())));
        }
    }

    /** A part of a page, or in its place why it can't be shown. */
    static <T> Response part(Supplier<Reply<T>> read, Function<T, TemplateInstance> part) {
        try {
            Reply<T> reply = read.get();
            return reply instanceof Reply.Done<T>(T value)
                    ? html(200, part.apply(value))
                    : html(status(reply), new Html.Said(refused(reply)));
        } catch (FailureException e) {
            return html(status(e.failure()), new Html.Said(failed(e.failure())));
        }
    }

    /**
     * What came of a write, which is logged whatever that is. When it is done the dialog closes and the page says so; else
     * the dialog stays with all that was typed.
     */
    static <T> Response write(Caller caller, String what, Supplier<Reply<T>> write, Function<T, String> done) {
        try {
            Reply<T> reply = write.get();
            LOG.infof("%s: %s: %d", caller.name(), what, status(reply));
            if (!(reply instanceof Reply.Done<T>(T value))) {
                return html(status(reply), new Html.Said(refused(reply)));
            }
            return Response.fromResponse(html(200, new Html.Said(Message.good(done.apply(value)))))
                    .header("HX-Retarget", "#message")
                    .header("HX-Reswap", "innerHTML")
                    .header("HX-Trigger-After-Swap", "done")
                    .build();
        } catch (FailureException e) {
            LOG.infof("%s: %s: %s", caller.name(), what, e.getMessage());
            return html(status(e.failure()), new Html.Said(failed(e.failure())));
        }
    }

    static Response html(int status, TemplateInstance template) {
        return Response.status(status)
                .entity(template.render())
                .type(HTML)
                .header("Cache-Control", "no-store")
                .build();
    }

    private static <T> int status(Reply<T> reply) {
        return switch (reply) {
            case Reply.Done<T> done -> 200;
            case Reply.NotFound<T> missing -> 404;
            case Reply.Moved<T> moved -> 412;
            case Reply.Invalid<T> invalid -> 400;
            case Reply.Impossible<T> impossible -> 409;
            case Reply.Refused<T> refused -> 403;
        };
    }

    private static <T> Message refused(Reply<T> reply) {
        return switch (reply) {
            case Reply.Done<T> done -> throw new IllegalArgumentException("it was done");
            case Reply.NotFound<T>(String what) ->
                Message.bad("There is no " + what + ".", "It may have been removed meanwhile: reload the page.");
            case Reply.Moved<T>(String current) ->
                new Message(
                        "moved",
                        "It moved: somebody changed it since this was shown. Nothing was done.",
                        current == null
                                ? "There is none any more. Close this and look again."
                                : "Close this, look at what is there now, and open it again: what you typed is kept.",
                        List.of());
            case Reply.Invalid<T>(var problems) ->
                new Message("bad", "That can't be done as it is written.", "", problems);
            case Reply.Impossible<T>(String why, var each) ->
                each.isEmpty()
                        ? Message.bad(sentence(why), "")
                        : new Message("bad", "As things stand it can't be done.", "", each);
            case Reply.Refused<T>(String why) -> Message.bad("You may not: " + why + ".", "Ask somebody who may.");
        };
    }

    private static int status(Failure failure) {
        return switch (failure) {
            case Failure.Conflict conflict -> 409;
            case Failure.Throttled throttled -> 503;
            case Failure.Unavailable unavailable -> 503;
            case Failure.Denied denied -> 502;
            case Failure.NotFound missing -> 502;
            case Failure.Invalid invalid -> 502;
        };
    }

    private static Message failed(Failure failure) {
        String advice = switch (failure) {
            case Failure.Conflict conflict -> "Others wrote at the same time: try again.";
            case Failure.Throttled throttled -> "Wait a little and try again.";
            case Failure.Unavailable unavailable ->
                "Whether it was done is not known: look at what is pinned before you try again.";
            case Failure.Denied denied -> "Belay's own permissions are in the way: docs/security.md lists them.";
            case Failure.NotFound missing -> "Look whether the store that Belay is set to is there.";
            case Failure.Invalid invalid -> "The same will be refused again; Belay's log may say more.";
        };
        return Message.bad("Belay can't reach what it needs: " + failure.message(), advice);
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + (words.endsWith(".") ? "" : ".");
    }
}
