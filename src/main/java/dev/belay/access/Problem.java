package dev.belay.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not done, as RFC 9457 has it.
 *
 * @param type of {@link ProblemType}
 * @param detail a sentence for whoever asked, without internals
 * @param instance path of the request
 * @param problems of the record that was sent, each naming place, field and what was expected, or what speaks against each of
 *     several ways; null: there is only what {@code detail} says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @Nullable List<String> problems) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static final int LOCKED = 423;

    private static final JsonMapper JSON = new JsonMapper();

    public static Problem of(int status, String detail) {
        return new Problem(ProblemType.uri(status), title(status), status, detail, null, null);
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type.uri(), title(type.status()), type.status(), detail, null, null);
    }

    public Problem at(String path) {
        return new Problem(type, title, status, detail, path, problems);
    }

    public Problem with(List<String> list) {
        return new Problem(type, title, status, detail, instance, List.copyOf(list));
    }

    /** The response; its {@code instance} is filled in on its way out. */
    public Response response() {
        var response = Response.status(status).type(MEDIA_TYPE).entity(this);
        return status == 401 ? response.header("WWW-Authenticate", "Bearer").build() : response.build();
    }

    public WebApplicationException asException() {
        return new WebApplicationException(response());
    }

    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts is JSON", e);
        }
    }

    /** RFC 6585's and RFC 4918's words where JAX-RS has none. */
    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return switch (status) {
            case LOCKED -> "Locked";
            case 422 -> "Unprocessable Content";
            default -> known != null ? known.getReasonPhrase() : "Status " + status;
        };
    }
}
