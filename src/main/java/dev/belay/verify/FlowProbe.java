package dev.belay.verify;

import dev.belay.model.Check.Flow;
import dev.belay.model.FailureException;
import dev.belay.model.Reference;
import dev.belay.secrets.Secrets;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URISyntaxException;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a user does, step by step, over one cookie jar. The first step that is not answered as expected ends it, and is said with the
 * beginning of its answer. Redirects are answers like any other. A secret that can't be resolved is our own trouble: nothing is asked,
 * and nothing is held against the version.
 */
final class FlowProbe {
    private static final String HEADER = "header:";
    private static final int BEGINNING = 160;
    private static final int ADDRESS = 100;

    /** Shorter cookies are choices of language and the like. */
    private static final int SECRET_COOKIE = 6;

    /** A JSON web token, which gives away whoever it was issued to, also where nobody captures it. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_-]*){1,4}");

    private static final Pattern READABLE = Pattern.compile(
            "(text/.*|.*json.*|.*xml.*|application/x-www-form-urlencoded.*)?", Pattern.CASE_INSENSITIVE);

    private final Web.Names names;
    private final Secrets secrets;

    FlowProbe(Web.Names names, Secrets secrets) {
        this.names = names;
        this.secrets = secrets;
    }

    Answer probe(Flow ask) {
        var cookies = new CookieManager();
        try (var web = new Web(names, cookies)) {
            var walk = new Walk(ask, web, cookies, new Texts(secrets));
            for (int i = 0; i < ask.steps().size(); i++) {
                Answer answer = walk.step(i);
                if (!answer.passed()) {
                    return answer;
                }
            }
        }
        return Answer.passed("all " + ask.steps().size() + " steps answered as expected");
    }

    /** One try. */
    private record Walk(Flow ask, Web web, CookieManager cookies, Texts texts) {
        Answer step(int index) {
            Flow.Step step = ask.steps().get(index);
            String where = "step " + (index + 1) + " " + step.method() + " " + shown(step.url());
            Web.Request request;
            Expected expected;
            try {
                request = request(step);
                expected = new Expected(
                        step.status(),
                        step.contains() == null ? null : texts.filled(step.contains()),
                        texts.filled(step.expect()));
            } catch (FailureException e) {
                return Answer.open(where + " was not sent: " + e.failure().message());
            } catch (URISyntaxException e) {
                return Answer.failed(where + " was not sent: with its values filled in it is not an address");
            }
            return switch (web.fetch(request)) {
                case Web.NoReply none -> Answer.failed(where + ": " + texts.mask(none.why()));
                case Web.Reply reply -> judge(where, step, reply, expected);
            };
        }

        private Web.Request request(Flow.Step step) throws URISyntaxException {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(texts.filled(step.headers()));
            String json = step.json();
            if (json != null) {
                headers.putIfAbsent("Content-Type", "application/json");
            }
            return new Web.Request(
                    step.method(),
                    texts.address(step.url()),
                    headers,
                    json == null ? null : texts.json(json),
                    ask.timeout(),
                    false,
                    Body.LIMIT);
        }

        private Answer judge(String where, Flow.Step step, Web.Reply reply, Expected expected) {
            var body = new Body(reply);
            // First of all, so that what is captured and kept is not said even when the step fails.
            String missing = capture(step, reply, body);
            for (HttpCookie cookie : cookies.getCookieStore().getCookies()) {
                if (cookie.getValue().length() >= SECRET_COOKIE) {
                    texts.hide(cookie.getValue());
                }
            }
            String problem = expected.problem(reply, body, texts::mask);
            if (problem == null && missing != null) {
                problem = "answered " + reply.status() + ", but " + missing;
            }
            return problem == null
                    ? Answer.passed(where + " answered " + reply.status())
                    : Answer.failed(where + " " + problem + beginning(reply, body));
        }

        /** What could not be captured; null: nothing is missing. */
        private @Nullable String capture(Flow.Step step, Web.Reply reply, Body body) {
            String missing = null;
            for (var entry : step.capture().entrySet()) {
                String from = entry.getValue();
                Body.Value value =
                        from.startsWith(HEADER) ? header(reply, from.substring(HEADER.length())) : body.at(from);
                switch (value) {
                    case Body.Found found -> texts.capture(entry.getKey(), found.text());
                    case Body.Absent absent -> missing = from + " is not there to be captured as " + entry.getKey();
                    case Body.Unreadable unreadable ->
                        missing = unreadable.why() + " to capture " + entry.getKey() + " from";
                }
            }
            return missing;
        }

        private static Body.Value header(Web.Reply reply, String name) {
            return reply.headers()
                    .firstValue(name)
                    .<Body.Value>map(Body.Found::new)
                    .orElseGet(Body.Absent::new);
        }

        private String beginning(Web.Reply reply, Body body) {
            if (body.text().isBlank()
                    || !READABLE.matcher(reply.header("Content-Type")).matches()) {
                return "";
            }
            String said = TOKEN.matcher(texts.mask(body.text())).replaceAll("***");
            return "; it begins: " + Answer.cut(said, BEGINNING);
        }

        /** An address as the record has it: without its query, its secrets and its captures unfilled. */
        private static String shown(String url) {
            String plain = Reference.fill(url, reference -> "***").replaceFirst("[?#].*", "");
            return Answer.cut(plain, ADDRESS);
        }
    }
}
