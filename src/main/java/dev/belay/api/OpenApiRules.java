package dev.belay.api;

import static java.util.Objects.requireNonNullElse;

import dev.belay.access.Needs;
import dev.belay.access.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * What is so for all routes, written into the OpenAPI document: roles, headers, problems, media types. What a route does and
 * answers stands at the route; schemas of what is sent, and all that is not Java, in {@code META-INF/openapi.yaml}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiRules implements OASFilter {
    private static final Map<Class<? extends Annotation>, PathItem.HttpMethod> METHODS = Map.of(
            GET.class, PathItem.HttpMethod.GET,
            POST.class, PathItem.HttpMethod.POST,
            PUT.class, PathItem.HttpMethod.PUT,
            DELETE.class, PathItem.HttpMethod.DELETE);

    private static final Map<String, String> PARAMETERS = Map.of(
            "target", "name of the target",
            "hold", "name of the hold",
            "version", "a version, by the name that it has in a list of versions",
            "mark", "what is said of the version",
            "id", "id of the rollout",
            "summary", "only targets of this summary; may be repeated",
            "label", "only targets with this label, NAME=VALUE; may be repeated, all must agree");

    private static final Map<Integer, String> PROBLEMS = Map.ofEntries(
            Map.entry(400, "what was sent can't be read, or the record is wrong"),
            Map.entry(401, "no token, or none that is good"),
            Map.entry(403, "the role, or the token's targets, do not allow it"),
            Map.entry(404, "there is nothing of that name"),
            Map.entry(406, "none of the accepted media types can be answered"),
            Map.entry(409, "as things stand it can't be done, or the same is being done"),
            Map.entry(412, "it was changed since it was read; ETag has its revision now"),
            Map.entry(413, "what was sent is too long"),
            Map.entry(415, "what was sent is not of a media type that is read here"),
            Map.entry(422, "the Idempotency-Key was sent with another body before"),
            Map.entry(423, "a hold keeps it back"),
            Map.entry(428, "it was not said what was seen"),
            Map.entry(429, "more than the limits allow; Retry-After says how long to wait"),
            Map.entry(500, "Belay failed"),
            Map.entry(502, "the store refuses"),
            Map.entry(503, "the store, or the OpenID provider, can't be reached"));

    private final IndexView index;

    /** Called by Quarkus at build time, with all classes of the program. */
    public OpenApiRules(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null) {
            return;
        }
        for (String path : List.copyOf(api.getPaths().getPathItems().keySet())) {
            if (!path.startsWith("/api/")) {
                api.getPaths().removePathItem(path); // a page
            }
        }
        METHODS.forEach((annotation, verb) -> {
            for (AnnotationInstance each : index.getAnnotations(annotation)) {
                if (each.target().kind() == AnnotationTarget.Kind.METHOD) {
                    describe(api, each.target().asMethod(), verb);
                }
            }
        });
    }

    private static void describe(OpenAPI api, MethodInfo method, PathItem.HttpMethod verb) {
        PathItem path = api.getPaths().getPathItem(template(method));
        Operation operation = path == null ? null : path.getOperations().get(verb);
        if (operation == null) {
            return; // not a route of the API; or a hidden one, which OpenApiTest does not let pass
        }
        AnnotationInstance needs = method.annotation(Needs.class);
        if (needs != null) {
            operation.addExtension("x-belay-role", needs.value().asEnum().toLowerCase(Locale.ROOT));
        }
        answers(operation, method);
        bodies(operation, method);
        parameters(operation, method, verb);
        statuses(operation, method, verb).forEach(status -> problem(operation, status));
    }

    /** Two methods may stand for one operation: one answers JSON, another the same as text. */
    private static void answers(Operation operation, MethodInfo method) {
        for (var response : operation.getResponses().getAPIResponses().entrySet()) {
            if (requireNonNullElse(response.getValue().getDescription(), "").isBlank()) {
                response.getValue().setDescription("as asked");
            }
            Content content = response.getValue().getContent();
            if (!response.getKey().startsWith("2")
                    || content == null
                    || content.getMediaTypes().isEmpty()) {
                continue;
            }
            boolean twin = hidden(method);
            Schema schema = content.getMediaTypes().values().iterator().next().getSchema();
            if (!twin && method.hasAnnotation(Listed.class)) {
                schema = OASFactory.createSchema()
                        .addType(Schema.SchemaType.OBJECT)
                        .addRequired("items")
                        .addProperty(
                                "items",
                                OASFactory.createSchema()
                                        .addType(Schema.SchemaType.ARRAY)
                                        .items(schema));
            }
            for (String type : types(method, Produces.class)) {
                content.addMediaType(
                        type, OASFactory.createMediaType().schema(type.endsWith("json") ? schema : text()));
            }
            if (!twin) {
                content.removeMediaType("*/*");
            }
        }
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static void bodies(Operation operation, MethodInfo method) {
        var body = operation.getRequestBody();
        if (body == null || body.getContent() == null) {
            return;
        }
        Schema schema =
                body.getContent().getMediaTypes().values().iterator().next().getSchema();
        types(method, Consumes.class)
                .forEach(type -> body.getContent()
                        .addMediaType(type, OASFactory.createMediaType().schema(schema)));
        body.getContent().removeMediaType("*/*");
    }

    private static void parameters(Operation operation, MethodInfo method, PathItem.HttpMethod verb) {
        for (Parameter parameter : requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
            if (parameter.getDescription() == null) {
                parameter.setDescription(PARAMETERS.get(parameter.getName()));
            }
        }
        AnnotationInstance saw = method.annotation(Saw.class);
        if (saw != null) {
            String otherwise = saw.value("needed").asBoolean() ? "; without this or If-None-Match: 428" : "";
            header(operation, "If-Match", "the revision that was seen, as an entity tag" + otherwise);
            header(operation, "If-None-Match", "*: it must not be there yet");
        }
        if (verb != PathItem.HttpMethod.GET) {
            header(operation, "Idempotency-Key", "sent again under the same key, it is done once");
        }
    }

    private static void header(Operation operation, String name, String description) {
        operation.addParameter(OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(description)
                .schema(text()));
    }

    private static SortedSet<Integer> statuses(Operation operation, MethodInfo method, PathItem.HttpMethod verb) {
        var statuses = new TreeSet<>(List.of(400, 401, 403, 406, 429, 500, 502, 503));
        if (template(method).contains("{")) {
            statuses.add(404);
        }
        if (verb != PathItem.HttpMethod.GET) {
            statuses.addAll(List.of(409, 413, 422));
        }
        if (operation.getRequestBody() != null) {
            statuses.add(415);
        }
        AnnotationInstance saw = method.annotation(Saw.class);
        if (saw != null) {
            statuses.add(412);
            if (saw.value("needed").asBoolean()) {
                statuses.add(428);
            }
        }
        return statuses;
    }

    private static void problem(Operation operation, int status) {
        if (operation.getResponses().getAPIResponse(String.valueOf(status)) == null) {
            operation.getResponses().addAPIResponse(String.valueOf(status), problem(status));
        }
    }

    private static APIResponse problem(int status) {
        var type = OASFactory.createMediaType().schema(OASFactory.createSchema().ref("#/components/schemas/Problem"));
        return OASFactory.createAPIResponse()
                .description(PROBLEMS.get(status))
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, type));
    }

    private static boolean hidden(MethodInfo method) {
        AnnotationInstance operation = method.annotation(org.eclipse.microprofile.openapi.annotations.Operation.class);
        return operation != null
                && operation.value("hidden") != null
                && operation.value("hidden").asBoolean();
    }

    private static List<String> types(MethodInfo method, Class<? extends Annotation> annotation) {
        AnnotationInstance own = method.annotation(annotation);
        AnnotationInstance said = own != null ? own : method.declaringClass().declaredAnnotation(annotation);
        var types = new ArrayList<String>();
        for (String type : said == null ? new String[0] : said.value().asStringArray()) {
            types.add(type.contains(";") ? type.substring(0, type.indexOf(';')) : type);
        }
        return types;
    }

    /** As OpenAPI writes it: without the patterns of parameters. */
    private static String template(MethodInfo method) {
        String base = path(method.declaringClass().declaredAnnotation(Path.class));
        String path = path(method.annotation(Path.class));
        String whole = base + (path.isEmpty() || path.startsWith("/") ? "" : "/") + path;
        var plain = new StringBuilder();
        int depth = 0;
        boolean pattern = false;
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            pattern = depth > 0 && (pattern || c == ':');
            if (!pattern) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static String path(@Nullable AnnotationInstance annotation) {
        return annotation == null ? "" : annotation.value().asString();
    }
}
