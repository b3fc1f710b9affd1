package dev.belay.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.announce.Letter;
import dev.belay.ecs.TaskDefinition;
import dev.belay.model.Check;
import dev.belay.model.RecordKind;
import dev.belay.model.S3Place;
import dev.belay.site.SiteApi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call through a port. */
@SuppressWarnings("ArrayRecordComponent") // as the proxy hands them on; never compared
record Call(String port, String method, @Nullable Object[] arguments) {
    /** What it does to the world. */
    enum Kind {
        /** Nothing, and asks nobody. */
        NONE,
        READ,
        WRITE
    }

    Kind kind() {
        return switch (method) {
            case "problems", "registrable", "hashCode", "equals", "toString" -> Kind.NONE;
            case "register", "update", "copy", "delete", "createInvalidation", "write", "deliver" -> Kind.WRITE;
            default -> Kind.READ;
        };
    }

    boolean is(String name) {
        return name.length() == port.length() + 1 + method.length() && name.startsWith(port) && name.endsWith(method);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // an argument is of its parameter's type
    <T> T argument(int index) {
        return (T) arguments[index];
    }

    /** What it is about: what tells it from others of its method. */
    String about() {
        var text = new StringBuilder();
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            switch (argument) {
                case SiteApi.Copy copy -> text.append(' ').append(copy.fromKey());
                case ObjectNode content -> text.append(' ').append(image(content));
                case String string
                when string.length() <= 100 ->
                    text.append(" ").append(string.startsWith("arn:") ? TaskDefinition.label(string) : string);
                case S3Place place -> text.append(' ').append(place);
                case Letter letter -> text.append(' ').append(letter.id());
                case Check check -> text.append(' ').append(check.name());
                case RecordKind kind -> text.append(' ').append(kind);
                case List<?> list -> text.append(' ').append(list);
                case null, default -> {}
            }
        }
        return text.toString();
    }

    static String image(ObjectNode content) {
        return content.path("containerDefinitions").path(0).path("image").asText();
    }

    @Override
    public String toString() {
        return port + "." + method + about();
    }
}
