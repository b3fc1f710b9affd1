package dev.belay.verify;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an answer must be.
 *
 * @param status null: any of 2xx
 * @param contains text that the body must hold; null: any
 * @param json JSON path to the value that must stand there, as text
 */
record Expected(@Nullable Integer status, @Nullable String contains, Map<String, String> json) {
    /**
     * What is wrong with an answer, in words; null: nothing.
     *
     * @param hide takes what must not be said out of texts from outside
     */
    @Nullable
    String problem(Web.Reply reply, Body body, UnaryOperator<String> hide) {
        boolean right = status == null ? reply.status() / 100 == 2 : reply.status() == status;
        if (!right) {
            return answered(reply, hide) + ", expected " + (status == null ? "2xx" : status);
        }
        String but = "answered " + reply.status() + ", but ";
        if (contains != null && !body.text().contains(contains)) {
            return but + "the body (" + reply.body().length + " bytes) does not contain \"" + hide.apply(contains)
                    + "\"";
        }
        for (var entry : json.entrySet()) {
            String problem = differs(entry.getKey(), entry.getValue(), body, hide);
            if (problem != null) {
                return but + problem;
            }
        }
        return null;
    }

    private static @Nullable String differs(String path, String value, Body body, UnaryOperator<String> hide) {
        String expected = ", expected \"" + hide.apply(value) + "\"";
        return switch (body.at(path)) {
            case Body.Unreadable unreadable -> unreadable.why();
            case Body.Absent absent -> path + " is not in the body" + expected;
            case Body.Found found when found.text().equals(value) -> null;
            case Body.Found found -> path + " is \"" + Answer.cut(hide.apply(found.text()), 80) + "\"" + expected;
        };
    }

    /** The status that came back, and where a redirect leads. */
    static String answered(Web.Reply reply, UnaryOperator<String> hide) {
        String location = reply.header("Location");
        String where = "";
        if (reply.status() / 100 == 3 && !location.isEmpty()) {
            // Queries of redirects carry tokens.
            where = " and a redirect to " + Answer.cut(hide.apply(location.replaceFirst("[?#].*", "")), 100);
        }
        return "answered " + reply.status() + where;
    }
}
