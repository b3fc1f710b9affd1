package dev.belay.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.model.ServiceAddress;
import dev.belay.notify.News.Foreign;
import dev.belay.notify.News.ServiceChanged;
import dev.belay.notify.News.Unreadable;

/**
 * Events of ECS, as EventBridge delivers them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html">Amazon ECS events</a>
 */
final class EcsEvents {
    private static final String SERVICE = "service/";
    private static final String CLUSTER = "cluster/";
    private static final String GROUP = "service:";

    private EcsEvents() {}

    static News read(JsonNode event) {
        return switch (event.path("detail-type").asText()) {
            case "ECS Deployment State Change", "ECS Service Action" -> ofService(event);
            case "ECS Task State Change" -> ofTask(event);
            default -> new Foreign();
        };
    }

    /** The service is the event's resource. ARNs of the old form, {@code service/NAME}, do not say of which cluster. */
    private static News ofService(JsonNode event) {
        String resource = Arn.resource(event.path("resources").path(0).asText());
        if (!resource.startsWith(SERVICE)) {
            return new Unreadable("of ECS, without a service");
        }
        String name = resource.substring(SERVICE.length());
        int slash = name.indexOf('/');
        return slash < 0
                ? changed(event, cluster(event), name)
                : changed(event, name.substring(0, slash), name.substring(slash + 1));
    }

    /** Tasks of no service, of a schedule or started by hand, have another group. */
    private static News ofTask(JsonNode event) {
        String group = event.path("detail").path("group").asText();
        return group.startsWith(GROUP)
                ? changed(event, cluster(event), group.substring(GROUP.length()))
                : new Foreign();
    }

    private static String cluster(JsonNode event) {
        String resource = Arn.resource(event.path("detail").path("clusterArn").asText());
        return resource.startsWith(CLUSTER) ? resource.substring(CLUSTER.length()) : "";
    }

    private static News changed(JsonNode event, String cluster, String service) {
        String account = event.path("account").asText();
        String region = event.path("region").asText();
        return account.isEmpty() || region.isEmpty() || cluster.isEmpty() || service.isEmpty()
                ? new Unreadable("of ECS, without account, region, cluster or service")
                : new ServiceChanged(new ServiceAddress(account, region, cluster, service));
    }
}
