package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What there is in one account and region. */
final class EcsRegion {
    final Scope scope;
    final TaskDefinitions taskDefinitions;
    /** Services by name, by the name of their cluster. */
    final Map<String, Map<String, EcsService>> clusters = new TreeMap<>();

    EcsRegion(Scope scope) {
        this.scope = scope;
        this.taskDefinitions = new TaskDefinitions(scope);
    }

    Stream<EcsService> services() {
        return clusters.values().stream().flatMap(cluster -> cluster.values().stream());
    }

    /** The name of the cluster that a request means. */
    String cluster(JsonNode body) {
        String given = body.path("cluster").asText("default");
        String arn = scope.arn("ecs", "cluster/");
        String name = given.startsWith(arn) ? given.substring(arn.length()) : given;
        if (!clusters.containsKey(name)) {
            throw EcsException.noCluster().get();
        }
        return name;
    }

    /** By name or ARN; an ARN of another cluster or region is not found. */
    Optional<EcsService> service(String cluster, String given) {
        String arn = scope.arn("ecs", "service/" + cluster + "/");
        String name = given.startsWith(arn) ? given.substring(arn.length()) : given;
        return Optional.ofNullable(clusters.getOrDefault(cluster, Map.of()).get(name));
    }

    EcsService required(String cluster, String service) {
        return service(cluster, service).orElseThrow(EcsException::noService);
    }
}
