package dev.belay.verify;

import dev.belay.model.Check;
import dev.belay.model.FailureException;
import dev.belay.secrets.Secrets;
import java.util.SortedMap;

/** One GET, and whether its answer is the expected one. */
final class HttpProbe {
    private final Web.Names names;
    private final Secrets secrets;

    HttpProbe(Web.Names names, Secrets secrets) {
        this.names = names;
        this.secrets = secrets;
    }

    Answer probe(Check.Http ask) {
        var texts = new Texts(secrets);
        SortedMap<String, String> headers;
        try {
            headers = texts.filled(ask.headers());
        } catch (FailureException e) {
            return Answer.open("not asked: " + e.failure().message());
        }
        var request =
                new Web.Request("GET", ask.url(), headers, null, ask.timeout(), ask.followRedirects(), Body.LIMIT);
        try (var web = new Web(names)) {
            return switch (web.fetch(request)) {
                case Web.NoReply none -> Answer.failed(texts.mask(none.why()));
                case Web.Reply reply -> {
                    var expected = new Expected(ask.status(), ask.contains(), ask.json());
                    String problem = expected.problem(reply, new Body(reply), texts::mask);
                    yield problem == null ? Answer.passed("answered " + reply.status()) : Answer.failed(problem);
                }
            };
        }
    }
}
