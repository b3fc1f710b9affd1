package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.access.Needs;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document says of every route what the route says of itself: whoever adds one learns here what is missing. */
@QuarkusTest
@TestProfile(ApiTest.WithFakeDesk.class)
class OpenApiTest {
    private static final List<Class<? extends Annotation>> METHODS =
            List.of(GET.class, POST.class, PUT.class, DELETE.class);

    @SuppressWarnings("NullAway.Init") // set by Quarkus
    @TestHTTPResource
    URI root;

    private JsonNode document;

    /** A method that answers requests. */
    private record Route(Method method, String verb, String path) {
        @Override
        public String toString() {
            return verb + " " + path + " (" + method.getName() + ")";
        }
    }

    @BeforeEach
    void read() throws Exception {
        document = new JsonMapper().readTree(ask("viewer", "application/json").body());
    }

    @Test
    void the_document_wants_a_role_like_everything() throws Exception {
        assertThat(ask("nobody", "application/json").statusCode()).isEqualTo(401);
        assertThat(ask("viewer", "application/yaml").body()).startsWith("---\nopenapi:");
    }

    @Test
    void every_route_is_there_and_nothing_else() throws Exception {
        var documented = new TreeSet<String>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(verb -> documented.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        var there = new TreeSet<String>();
        routes().forEach(route -> there.add(route.verb() + " " + route.path()));
        assertThat(documented).isEqualTo(there);
    }

    @Test
    void each_says_what_it_does_and_for_whom() throws Exception {
        for (Route route : routes()) {
            JsonNode operation = operation(route);
            assertThat(operation.path("summary").asText())
                    .as("summary of %s", route)
                    .hasSizeGreaterThan(5);
            Needs needs = route.method().getAnnotation(Needs.class);
            assertThat(operation.path("x-belay-role").asText())
                    .as("role of %s", route)
                    .isEqualTo(needs.value().name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void each_parameter_is_described() throws Exception {
        for (Route route : routes()) {
            for (Parameter parameter : route.method().getParameters()) {
                PathParam path = parameter.getAnnotation(PathParam.class);
                QueryParam query = parameter.getAnnotation(QueryParam.class);
                if (path != null) {
                    assertParameter(route, "path", path.value());
                } else if (query != null) {
                    assertParameter(route, "query", query.value());
                } else if (parameter.getType() == HttpHeaders.class) {
                    assertParameter(route, "header", "If-Match");
                    assertParameter(route, "header", "If-None-Match");
                }
            }
            if (!route.verb().equals("GET")) {
                assertParameter(route, "header", "Idempotency-Key");
            }
        }
    }

    private void assertParameter(Route route, String in, String name) {
        for (JsonNode parameter : operation(route).path("parameters")) {
            if (parameter.get("in").asText().equals(in)
                    && parameter.get("name").asText().equals(name)) {
                assertThat(parameter.path("description").asText())
                        .as("description of %s of %s", name, route)
                        .isNotBlank();
                return;
            }
        }
        throw new AssertionError("the parameter " + name + " (" + in + ") of " + route + " is not documented");
    }

    @Test
    void each_body_and_each_answer_has_a_schema_for_each_media_type() throws Exception {
        for (Route route : routes()) {
            if (route.method().isAnnotationPresent(Consumes.class)) {
                for (String type :
                        types(route.method().getAnnotation(Consumes.class).value())) {
                    assertThat(operation(route)
                                    .at("/requestBody/content")
                                    .path(type)
                                    .has("schema"))
                            .as("schema of %s that is sent to %s", type, route)
                            .isTrue();
                }
            }
            JsonNode done = done(route);
            Produces own = route.method().getAnnotation(Produces.class);
            Produces produces =
                    own != null ? own : route.method().getDeclaringClass().getAnnotation(Produces.class);
            for (String type : done.has("content") ? types(produces.value()) : new String[0]) {
                assertThat(done.path("content").path(type).path("schema").isEmpty())
                        .as("schema of %s that %s answers", type, route)
                        .isFalse();
            }
            assertThat(done.has("content") || operation(route).path("responses").has("204"))
                    .as("content of what %s answers", route)
                    .isTrue();
        }
    }

    private JsonNode done(Route route) {
        for (var response : operation(route).get("responses").properties()) {
            if (response.getKey().startsWith("2")) {
                return response.getValue();
            }
        }
        throw new AssertionError("what " + route + " answers is not documented");
    }

    @Test
    void every_way_to_fail_is_a_problem() throws Exception {
        for (Route route : routes()) {
            JsonNode responses = operation(route).get("responses");
            assertThat(responses.properties().stream()
                            .map(each -> each.getKey())
                            .toList())
                    .as(route.toString())
                    .contains("400", "401", "403", "406", "429", "500", "502", "503");
            responses.properties().forEach(response -> {
                assertThat(response.getValue().path("description").asText()).isNotBlank();
                if (!response.getKey().startsWith("2")) {
                    assertThat(response.getValue()
                                    .at("/content/application~1problem+json/schema/$ref")
                                    .asText())
                            .as("%s of %s", response.getKey(), route)
                            .isEqualTo("#/components/schemas/Problem");
                }
            });
        }
    }

    @Test
    void whatever_is_referred_to_is_there() {
        for (JsonNode reference : document.findValues("$ref")) {
            assertThat(document.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
        assertThat(document.at("/components/securitySchemes/token/scheme").asText())
                .isEqualTo("bearer");
        assertThat(document.at("/security/0").has("token")).isTrue();
    }

    private JsonNode operation(Route route) {
        JsonNode operation =
                document.path("paths").path(route.path()).path(route.verb().toLowerCase(Locale.ROOT));
        assertThat(operation.isMissingNode())
                .as("%s is not in the document", route)
                .isFalse();
        return operation;
    }

    private static List<Route> routes() throws Exception {
        var here = java.nio.file.Path.of("target/classes/dev/belay/api");
        var routes = new ArrayList<Route>();
        try (Stream<java.nio.file.Path> files = Files.list(here)) {
            for (java.nio.file.Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.contains("package-info")) {
                    Class<?> resource = Class.forName("dev.belay.api." + name.replace(".class", ""));
                    if (resource.isAnnotationPresent(Path.class)) {
                        Arrays.stream(resource.getMethods()).forEach(method -> add(routes, method));
                    }
                }
            }
        }
        assertThat(routes).hasSizeGreaterThan(20);
        return routes;
    }

    private static void add(List<Route> routes, Method method) {
        for (Class<? extends Annotation> verb : METHODS) {
            if (method.isAnnotationPresent(verb)) {
                Path path = method.getAnnotation(Path.class);
                String base =
                        method.getDeclaringClass().getAnnotation(Path.class).value();
                String whole = path == null ? base : base + "/" + path.value();
                String plain = whole.replaceAll("//+", "/").replaceAll("\\{(\\w+):(?:[^{}]|\\{[^{}]*})*}", "{$1}");
                routes.add(new Route(method, verb.getSimpleName(), plain));
            }
        }
    }

    private static String[] types(String[] said) {
        return Arrays.stream(said).map(type -> type.replaceAll(";.*", "")).toArray(String[]::new);
    }

    private HttpResponse<String> ask(String who, String accept) throws Exception {
        URI at = URI.create(root.getScheme() + "://" + root.getAuthority() + "/api/v1/openapi");
        var request = HttpRequest.newBuilder(at).header("Accept", accept).header("Authorization", "Bearer " + who);
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
