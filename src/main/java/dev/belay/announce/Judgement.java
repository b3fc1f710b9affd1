package dev.belay.announce;

import dev.belay.model.Failure;

/** What an answer, or a failure on the way to one, means for a letter. */
final class Judgement {
    private static final int SAID = 200;

    private Judgement() {}

    /** Of a call whose success is any 2xx. */
    static Delivery of(Wire.Reply reply, String delivered) {
        return switch (reply) {
            case Wire.Answered answer when answer.good() -> new Delivery.Delivered(delivered);
            case Wire.Answered answer -> unwelcome(answer, said(answer));
            case Wire.Silent silent -> new Delivery.Failed(silent.why());
            case Wire.Barred barred -> new Delivery.Refused(barred.why());
        };
    }

    /** Of an answer that is not 2xx. */
    static Delivery unwelcome(Wire.Answered answer, String said) {
        int status = answer.status();
        if (status / 100 == 3) {
            return new Delivery.Refused("answered " + status + ", a redirect, which is not followed");
        }
        String words = "answered " + status + (said.isEmpty() ? "" : ": " + said);
        return passing(answer) ? new Delivery.Failed(words) : new Delivery.Refused(words);
    }

    /** GitHub limits rates with 403 too, and says so in headers. */
    private static boolean passing(Wire.Answered answer) {
        int status = answer.status();
        return status >= 500
                || status == 408
                || status == 425
                || status == 429
                || (status == 403
                        && (answer.header("Retry-After") != null
                                || "0".equals(answer.header("X-RateLimit-Remaining"))));
    }

    /** The first words of an answer, unless it is a page. */
    private static String said(Wire.Answered answer) {
        String line = Words.line(answer.body(), SAID);
        return line.startsWith("<") ? "" : line;
    }

    static Delivery of(Failure failure) {
        return switch (failure) {
            case Failure.Throttled throttled -> new Delivery.Failed(throttled.message());
            case Failure.Conflict conflict -> new Delivery.Failed(conflict.message());
            case Failure.Unavailable unavailable -> new Delivery.Failed(unavailable.message());
            case Failure.Denied denied -> new Delivery.Refused(denied.message());
            case Failure.NotFound missing -> new Delivery.Refused(missing.message());
            case Failure.Invalid invalid -> new Delivery.Refused(invalid.message());
        };
    }
}
